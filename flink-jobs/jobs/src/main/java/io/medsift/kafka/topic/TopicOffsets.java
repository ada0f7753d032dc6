package io.medsift.kafka.topic;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A topic as a run finds it when it starts.
 *
 * @param id which Kafka gave the topic: another topic of the same name has another
 * @param committed partition to the offset up to which the run has read, as it noted with its
 *     checkpoints; empty for a run that has not
 * @param first partition to the offset of the first record that the topic still holds
 * @param end partition to the offset after the last committed record
 * @param decided partition to the offset after the last sample that has a verdict in the outputs of
 *     the run, as far as is known
 */
public record TopicOffsets(
    String name,
    String id,
    Map<Integer, Long> committed,
    Map<Integer, Long> first,
    Map<Integer, Long> end,
    Map<Integer, Long> decided) {
  public TopicOffsets {
    requireNonNull(name, "name is null");
    requireNonNull(id, "id is null");
    committed = Map.copyOf(committed);
    first = Map.copyOf(first);
    end = Map.copyOf(end);
    decided = Map.copyOf(decided);
  }

  /** A topic of whose verdicts nothing is known. */
  public TopicOffsets(
      String name,
      String id,
      Map<Integer, Long> committed,
      Map<Integer, Long> first,
      Map<Integer, Long> end) {
    this(name, id, committed, first, end, Map.of());
  }

  /** The same, of whose samples so many have a verdict. */
  public TopicOffsets decided(Map<Integer, Long> upTo) {
    return new TopicOffsets(name, id, committed, first, end, upTo);
  }
}
