package io.medsift.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.medsift.codec.JsonProblem;
import io.medsift.codec.PublishedRow;
import io.medsift.codec.RowCodec;
import io.medsift.export.MappedRows.MappedRow;
import io.medsift.export.columns.ColumnSet;
import io.medsift.export.columns.RowKind;
import io.medsift.export.columns.ValueBuffer;
import io.medsift.export.rows.RowSource;
import io.medsift.export.rows.SourceRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads rows and brings their values into columns. Thread-safe. */
final class RowMapping {
  private final ColumnChoice choice;
  private final Map<RowKind, ColumnSet> columns = new EnumMap<>(RowKind.class);

  RowMapping(ColumnChoice choice, boolean lineage) {
    this.choice = choice;
    for (RowKind kind : RowKind.values()) {
      columns.put(kind, ColumnSet.of(kind, lineage));
    }
  }

  /** Maps rows; what is none is left out and named. */
  MappedRows map(RowSource source, List<SourceRow> rows) {
    ValueBuffer values = new ValueBuffer();
    List<MappedRow> mapped = new ArrayList<>(rows.size());
    List<ExportException> refused = new ArrayList<>();
    for (SourceRow row : rows) {
      PublishedRow published;
      try {
        published = read(row);
      } catch (IOException e) {
        refused.add(source.refusal(row, e));
        continue;
      }
      RowKind kind = choice.kind(source.decision(), published.sample().track());
      int start = values.size();
      columns.get(kind).put(published, values);
      mapped.add(new MappedRow(published, kind, start, values.size() - start, row.json().length));
    }
    return new MappedRows(source.decision(), values, mapped, refused);
  }

  private static PublishedRow read(SourceRow row) throws IOException {
    if (row.json().length == 0) {
      throw new IOException("it has no value");
    }
    try {
      return RowCodec.readPublished(row.json());
    } catch (JsonProcessingException e) {
      throw new IOException("it cannot be read: " + JsonProblem.of(e), e);
    }
  }
}
