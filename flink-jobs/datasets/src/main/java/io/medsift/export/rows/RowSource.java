package io.medsift.export.rows;

import io.medsift.verdict.Decision;
import java.io.IOException;

/** Curated rows of one decision: a topic, or a file of {@code medsift run}. Scanned once. */
public interface RowSource {

  /** What was decided on all rows. */
  Decision decision();

  /**
   * Shows every row that was committed after {@code previous}.
   *
   * @param previous how far the last export read, null for the first
   * @return how far this scan read
   * @throws ExportException if this is not the source that {@code previous} was read from, or a row
   *     is none
   */
  SourceProgress scan(SourceProgress previous, RowVisitor visitor)
      throws IOException, InterruptedException, ExportException;

  /** Names the place of a row that is none, and says what to do. */
  ExportException refusal(RawRow row, IOException reason);
}
