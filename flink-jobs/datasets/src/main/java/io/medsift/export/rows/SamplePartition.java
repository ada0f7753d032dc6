package io.medsift.export.rows;

import java.util.Comparator;

/** A partition of the topic of samples. */
public record SamplePartition(String topic, int partition) implements Comparable<SamplePartition> {
  private static final Comparator<SamplePartition> ORDER =
      Comparator.comparing(SamplePartition::topic).thenComparingInt(SamplePartition::partition);

  @Override
  public int compareTo(SamplePartition other) {
    return ORDER.compare(this, other);
  }
}
