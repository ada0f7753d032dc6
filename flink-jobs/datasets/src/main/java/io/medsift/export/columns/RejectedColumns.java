package io.medsift.export.columns;

import static io.medsift.export.columns.Column.text;

import io.medsift.codec.RowCodec;
import java.util.ArrayList;
import java.util.List;

/** The published columns and why the row is not among them. */
final class RejectedColumns {
  static final List<Column> ALL = all();

  private RejectedColumns() {}

  private static List<Column> all() {
    List<Column> columns = new ArrayList<>(PublishedSftColumns.ALL);
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
