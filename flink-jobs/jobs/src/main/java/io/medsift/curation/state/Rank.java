package io.medsift.curation.state;

import io.medsift.kafka.topic.SamplePosition;
import java.util.Comparator;

/**
 * The place of a sample in the one order by which all comparisons go: a pure function of the log.
 *
 * @param time broker timestamp, raised to the highest that its partition had before
 * @param partition of the topic of samples
 * @param offset in that partition
 */
public record Rank(long time, int partition, long offset) implements Comparable<Rank> {
  private static final Comparator<Rank> ORDER =
      Comparator.comparingLong(Rank::time)
          .thenComparingInt(Rank::partition)
          .thenComparingLong(Rank::offset);

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }

  /** The part that never changes: a record that was late has another time when it is read again. */
  public SamplePosition position() {
    return new SamplePosition(partition, offset);
  }
}
