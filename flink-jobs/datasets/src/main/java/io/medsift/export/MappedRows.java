package io.medsift.export;

import io.medsift.codec.PublishedRow;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.ValueBuffer;
import io.medsift.export.rows.ExportException;
import io.medsift.verdict.Decision;
import java.util.List;

/**
 * Rows that were read and brought into columns.
 *
 * @param decision that was made on all of them
 * @param values of all, one row after another
 * @param refused what was read with them and is no row, each with its place
 */
record MappedRows(
    Decision decision, ValueBuffer values, List<MappedRow> rows, List<ExportException> refused) {

  /**
   * A row.
   *
   * @param start of its values
   * @param length of its values, in bytes
   * @param sourceLength of the row in its source, in bytes
   */
  record MappedRow(PublishedRow row, ExportKind kind, int start, int length, int sourceLength) {}
}
