package io.medsift.cli.input;

import io.medsift.verdict.Position;
import java.util.List;

/**
 * Records written to the topic of samples.
 *
 * @param lines records written
 * @param partitions over which the lines were dealt in turn: line 0 to partition 0, line 1 to
 *     partition 1, and so on, each partition starting at offset 0
 * @param remarks what else was found in the input, a sentence each
 */
public record LoadedSamples(String topic, long lines, int partitions, List<String> remarks) {
  public LoadedSamples {
    remarks = List.copyOf(remarks);
  }

  static LoadedSamples in(SampleTopic topic, List<String> remarks) {
    topic.flush();
    return new LoadedSamples(topic.name(), topic.records(), topic.partitions(), remarks);
  }

  /** The number, from 0, of the line that is at {@code position}; -1 if none does. */
  public long lineAt(Position position) {
    if (!position.topic().equals(topic)
        || position.partition() < 0
        || position.partition() >= partitions
        || position.offset() < 0) {
      return -1;
    }
    long line = position.offset() * partitions + position.partition();
    return line < lines ? line : -1;
  }

  /** Returns the position of the line with that number. */
  public Position positionOf(long line) {
    return new Position(topic, Math.toIntExact(line % partitions), line / partitions);
  }
}
