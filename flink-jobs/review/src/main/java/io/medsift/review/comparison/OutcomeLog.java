package io.medsift.review.comparison;

import io.medsift.embedding.Cosine;
import io.medsift.kafka.topic.TopicRange;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome at each offset of a range, in 17 bytes: its code, its evidence's hash and similarity,
 * and where its row stands.
 */
final class OutcomeLog {
  private final Map<Integer, Partition> partitions = new TreeMap<>();

  private static final class Partition {
    private final long start;
    private final byte[] codes;
    private final int[] evidence;
    private final float[] similarities;
    private final long[] rows;
    private final BitSet marked = new BitSet();

    private Partition(long start, int length) {
      this.start = start;
      this.codes = new byte[length];
      this.evidence = new int[length];
      this.similarities = new float[length];
      this.rows = new long[length];
    }
  }

  OutcomeLog(TopicRange range) {
    range
        .starts()
        .forEach(
            (number, start) ->
                partitions.put(
                    number,
                    new Partition(start, Math.toIntExact(range.ends().get(number) - start))));
  }

  /** Whether an offset is in the range. */
  boolean holds(int partition, long offset) {
    Partition of = partitions.get(partition);
    return of != null && offset >= of.start && offset < of.start + of.codes.length;
  }

  /** Notes an outcome; {@code row} is its packed location. */
  void put(int partition, long offset, ComparedOutcome outcome, long row) {
    Partition of = partitions.get(partition);
    int index = (int) (offset - of.start);
    of.codes[index] = (byte) outcome.code();
    of.evidence[index] = outcome.evidence();
    of.similarities[index] = outcome.similarity();
    of.rows[index] = row;
  }

  /** The code of an offset in the range; {@link ComparedOutcome#NONE} where it has no row. */
  int code(int partition, long offset) {
    Partition of = partitions.get(partition);
    return of.codes[(int) (offset - of.start)];
  }

  /**
   * Whether the outcome of an offset that has one was decided by the same as {@code other}, but for
   * digits that depend on the processor.
   */
  boolean sameEvidence(int partition, long offset, ComparedOutcome other) {
    Partition of = partitions.get(partition);
    int index = (int) (offset - of.start);
    float one = of.similarities[index];
    float two = other.similarity();
    return of.evidence[index] == other.evidence()
        && (Float.isNaN(one) ? Float.isNaN(two) : Cosine.alike(one, two));
  }

  /** The packed location of the row of an offset that has an outcome. */
  long row(int partition, long offset) {
    Partition of = partitions.get(partition);
    return of.rows[(int) (offset - of.start)];
  }

  /** Marks an offset that has an outcome; false where it was marked before. */
  boolean mark(int partition, long offset) {
    Partition of = partitions.get(partition);
    int index = (int) (offset - of.start);
    boolean first = !of.marked.get(index);
    of.marked.set(index);
    return first;
  }

  /** How many offsets have an outcome. */
  long size() {
    long size = 0;
    for (Partition of : partitions.values()) {
      for (byte code : of.codes) {
        size += code == ComparedOutcome.NONE ? 0 : 1;
      }
    }
    return size;
  }
}
