package io.medsift.export.rows;

import io.medsift.export.columns.RowKind;

/**
 * A row by its place in the order and its place in a file: what is kept in memory of it.
 *
 * @param time timestamp of the sample, raised to the highest of the rows before it in its partition
 * @param start first byte in the file of its source
 * @param length in bytes
 */
public record IndexedRow(
    RowKind kind, SamplePartition partition, long offset, long time, long start, int length) {

  IndexedRow notBefore(long highest) {
    return time >= highest ? this : new IndexedRow(kind, partition, offset, highest, start, length);
  }
}
