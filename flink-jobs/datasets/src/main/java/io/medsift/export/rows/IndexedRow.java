package io.medsift.export.rows;

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
}
