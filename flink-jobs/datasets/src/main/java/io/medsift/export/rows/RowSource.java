package io.medsift.export.rows;

import static java.util.Objects.requireNonNull;

import io.medsift.verdict.Decision;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Curated rows of one decision: a topic, or a file of {@code medsift run}. Scanned once. */
public interface RowSource {

  /** Decision on all rows of the source. */
  Decision decision();

  /**
   * Passes on every row that was committed after {@code previous}.
   *
   * @param previous how far the last export read, null for the first
   * @return how far this scan read
   * @throws ExportException if this is not the source that {@code previous} was read from, or a row
   *     is none
   */
  SourceProgress scan(SourceProgress previous, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException;

  /** Returns the error for a record that is not a row, with its place and what to do. */
  ExportException refusal(RawRow row, IOException reason);

  /** Receives rows, in the order of their source. */
  @FunctionalInterface
  interface RowVisitor {

    /**
     * A row.
     *
     * @throws ExportException if this or a row before it is not a curated row
     */
    void visit(RawRow row) throws IOException, InterruptedException, ExportException;
  }

  /**
   * A row as it is in its source.
   *
   * @param partition of the topic; 0 in a file
   * @param number its offset in the partition; in a file its line, from 1
   */
  record RawRow(byte[] json, int partition, long number) {}

  /**
   * Progress of reading a source; part of the manifest.
   *
   * @param kind {@code topic} or {@code file}
   * @param name of the topic or file
   * @param identity what tells it from another of that name: the id of the topic, the SHA-256 of
   *     the file
   * @param next partition to the first offset that was not read; of a file, {@code bytes} to its
   *     length
   */
  record SourceProgress(String kind, String name, String identity, Map<String, Long> next) {
    public SourceProgress {
      requireNonNull(kind, "kind is null");
      requireNonNull(name, "name is null");
      requireNonNull(identity, "identity is null");
      next = Collections.unmodifiableMap(new TreeMap<>(next));
    }
  }
}
