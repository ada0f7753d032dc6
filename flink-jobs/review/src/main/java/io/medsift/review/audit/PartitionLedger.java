package io.medsift.review.audit;

import io.medsift.review.rows.OutputTopic;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Which offsets of one partition were read, and which came out. Three bits for each offset; offsets
 * from {@code start} to 2^31 above it. Thread-safe.
 */
public final class PartitionLedger {
  private final int partition;
  private final long start;
  private final BitSet read = new BitSet();
  private final BitSet decided = new BitSet();
  private final BitSet repeated = new BitSet();
  private final Map<OutputTopic, Long> rows = new EnumMap<>(OutputTopic.class);

  /** An empty ledger of a partition from {@code start} on. */
  PartitionLedger(int partition, long start) {
    this.partition = partition;
    this.start = start;
    for (OutputTopic topic : OutputTopic.values()) {
      rows.put(topic, 0L);
    }
  }

  public int partition() {
    return partition;
  }

  public long start() {
    return start;
  }

  /** Notes a sample. */
  synchronized void read(long offset) {
    read.set(index(offset));
  }

  /**
   * Notes a row.
   *
   * @return whether it is the first of its offset
   */
  synchronized boolean decided(long offset, OutputTopic topic) {
    int index = index(offset);
    rows.merge(topic, 1L, Long::sum);
    if (decided.get(index)) {
      repeated.set(index);
      return false;
    }
    decided.set(index);
    return true;
  }

  private int index(long offset) {
    long index = offset - start;
    if (index < 0 || index >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "offset %d of partition %d is not within 2^31 of %d".formatted(offset, partition, start));
    }
    return (int) index;
  }

  /** How many samples there are. */
  public synchronized long samples() {
    return read.cardinality();
  }

  /** How many rows there are of a topic. */
  public synchronized long rows(OutputTopic topic) {
    return rows.get(topic);
  }

  /** How many samples have no row. */
  public synchronized long missing() {
    return difference(read, decided).cardinality();
  }

  /** Offsets, the last included. */
  record Offsets(long first, long last) {}

  /** The first and the last sample without a row; empty where each has one. */
  synchronized Optional<Offsets> missingRange() {
    BitSet missing = difference(read, decided);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Offsets(start + missing.nextSetBit(0), start + missing.length() - 1));
  }

  /** Whether an offset holds a sample without a row. */
  synchronized boolean isMissing(long offset) {
    long index = offset - start;
    return index >= 0
        && index < read.length()
        && read.get((int) index)
        && !decided.get((int) index);
  }

  /** How many offsets have more than one row. */
  public synchronized long repeated() {
    return repeated.cardinality();
  }

  /** How many offsets have a row and no sample. */
  public synchronized long unknown() {
    return difference(decided, read).cardinality();
  }

  synchronized void forEachMissing(int limit, LongConsumer offset) {
    forEach(difference(read, decided), limit, offset);
  }

  synchronized void forEachUnknown(int limit, LongConsumer offset) {
    forEach(difference(decided, read), limit, offset);
  }

  private void forEach(BitSet set, int limit, LongConsumer offset) {
    set.stream().limit(limit).forEach(index -> offset.accept(start + index));
  }

  private static BitSet difference(BitSet all, BitSet without) {
    BitSet difference = (BitSet) all.clone();
    difference.andNot(without);
    return difference;
  }
}
