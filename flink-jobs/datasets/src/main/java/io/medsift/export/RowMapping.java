package io.medsift.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.codec.PublishedRow;
import io.medsift.codec.RowCodec;
import io.medsift.export.RowMapping.MappedRows.MappedRow;
import io.medsift.export.files.ColumnSet;
import io.medsift.export.files.ExportKind;
import io.medsift.export.files.ExportKind.ColumnChoice;
import io.medsift.export.files.OptionalColumns;
import io.medsift.export.files.ValueBuffer;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.RowSource;
import io.medsift.export.rows.RowSource.RawRow;
import io.medsift.json.JsonProblem;
import io.medsift.verdict.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads rows and brings their values into columns. Thread-safe. */
final class RowMapping {
  private final ColumnChoice choice;
  private final PromptRates rates;
  private final Map<ExportKind, ColumnSet> columns = new EnumMap<>(ExportKind.class);

  RowMapping(ColumnChoice choice, OptionalColumns optional, PromptRates rates) {
    this.choice = choice;
    this.rates = rates;
    for (ExportKind kind : ExportKind.values()) {
      columns.put(kind, ColumnSet.of(kind, optional));
    }
  }

  /** Maps rows; what is none is left out and named. */
  MappedRows map(RowSource source, List<RawRow> rows) {
    ValueBuffer values = new ValueBuffer();
    List<MappedRow> mapped = new ArrayList<>(rows.size());
    List<ExportException> refused = new ArrayList<>();
    for (RawRow row : rows) {
      PublishedRow published;
      try {
        published = rates.complete(read(row));
      } catch (IOException e) {
        refused.add(source.refusal(row, e));
        continue;
      }
      ExportKind kind = choice.kind(source.decision(), published.sample().track());
      int start = values.size();
      columns.get(kind).put(published, values);
      mapped.add(new MappedRow(published, kind, start, values.size() - start, row.json().length));
    }
    return new MappedRows(source.decision(), values, mapped, refused);
  }

  private static PublishedRow read(RawRow row) throws IOException {
    if (row.json().length == 0) {
      throw new IOException("it has no value");
    }
    try {
      return RowCodec.readPublished(row.json());
    } catch (JsonProcessingException e) {
      throw new IOException("it cannot be read: " + JsonProblem.of(e), e);
    }
  }

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
}
