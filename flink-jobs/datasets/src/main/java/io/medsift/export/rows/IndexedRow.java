package io.medsift.export.rows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row by its place in the order and its place in a store: what is kept in memory of it.
 *
 * @param time timestamp of the sample, raised to the highest of the rows before it in its partition
 * @param start first byte in the store
 * @param length in the store, in bytes
 * @param sourceLength in its source, in bytes
 */
public record IndexedRow(
    SamplePartition partition, long offset, long time, long start, int length, int sourceLength) {

  IndexedRow notBefore(long highest) {
    return time >= highest
        ? this
        : new IndexedRow(partition, offset, highest, start, length, sourceLength);
  }

  /**
   * The order of an export: that of the samples' ranks. A topic holds the rows of a partition in no
   * fixed order, since each gate lets go of samples at its own pace; so time is first made monotone
   * along the offsets of each partition, and then rows are ordered by time, partition and offset.
   * The result depends on which rows there are, not on how they lay.
   */
  public static final class RankOrder {
    private static final Comparator<IndexedRow> BY_OFFSET =
        Comparator.comparing(IndexedRow::partition).thenComparingLong(IndexedRow::offset);
    private static final Comparator<IndexedRow> BY_RANK =
        Comparator.comparingLong(IndexedRow::time).thenComparing(BY_OFFSET);

    private RankOrder() {}

    /** The rows in that order. */
    public static List<IndexedRow> of(List<IndexedRow> rows) {
      List<IndexedRow> sorted = new ArrayList<>(rows);
      sorted.sort(BY_OFFSET);
      SamplePartition partition = null;
      long highest = Long.MIN_VALUE;
      for (int i = 0; i < sorted.size(); i++) {
        IndexedRow row = sorted.get(i);
        highest = row.partition().equals(partition) ? highest : Long.MIN_VALUE;
        partition = row.partition();
        sorted.set(i, row.notBefore(highest));
        highest = Math.max(highest, row.time());
      }
      sorted.sort(BY_RANK);
      return sorted;
    }
  }

  /** A partition of the topic of samples. */
  public record SamplePartition(String topic, int partition)
      implements Comparable<SamplePartition> {
    private static final Comparator<SamplePartition> ORDER =
        Comparator.comparing(SamplePartition::topic).thenComparingInt(SamplePartition::partition);

    @Override
    public int compareTo(SamplePartition other) {
      return ORDER.compare(this, other);
    }
  }
}
