package io.medsift.export.rows;

import io.medsift.export.ExportException;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.nio.file.Path;

/** Curated rows of one decision: a topic, or a file of {@code medsift run}. Scanned once. */
public interface RowSource {

  /** What was decided on all rows. */
  Decision decision();

  /**
   * Shows every row that was committed after {@code previous}.
   *
   * @param previous how far the last export read, null for the first
   * @param work an empty directory that the source may fill
   * @return how far this scan read
   * @throws ExportException if this is not the source that {@code previous} was read from, or a row
   *     is none
   */
  SourceProgress scan(SourceProgress previous, Path work, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException;

  /** The file in which the rows that were shown lie, until the export ends. */
  Path rows();
}
