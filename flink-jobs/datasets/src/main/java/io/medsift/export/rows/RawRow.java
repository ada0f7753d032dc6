package io.medsift.export.rows;

/**
 * A row as it lies in its source.
 *
 * @param partition of the topic; 0 in a file
 * @param number its offset in the partition; in a file its line, from 1
 */
public record RawRow(byte[] json, int partition, long number) {}
