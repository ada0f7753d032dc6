package io.medsift.export.files;

import static io.medsift.export.files.ExportColumn.text;

import io.medsift.codec.RowCodec;
import java.util.ArrayList;
import java.util.List;

/** The published columns and why the row is not among them. */
final class RejectedColumns {
  static final List<ExportColumn> ALL = all();

  private RejectedColumns() {}

  private static List<ExportColumn> all() {
    List<ExportColumn> columns = new ArrayList<>(PublishedSftColumns.ALL);
    columns.add(text("gate", "Gate that rejected.", row -> row.verdict().gate().wireName()));
    columns.add(text("reason", "Why.", row -> row.verdict().reason().name()));
    columns.add(
        text(
            "evidence",
            "What the gate found, as JSON.",
            row -> RowCodec.evidence(row.verdict().evidence())));
    return List.copyOf(columns);
  }
}
