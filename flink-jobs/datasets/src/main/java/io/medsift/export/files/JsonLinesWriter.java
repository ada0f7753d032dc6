package io.medsift.export.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.medsift.json.WireJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rows as JSON, a line each; every column is there, null where it has no value. */
final class JsonLinesWriter implements RowWriter {
  private static final int BUFFER = 1 << 18;
  private static final JsonFactory JSON = WireJson.factory().rootValueSeparator("").build();

  private final List<ExportColumn> columns;
  private final JsonGenerator out;

  JsonLinesWriter(Path file, ColumnSet columns) throws IOException {
    this.columns = columns.columns();
    this.out = JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
  }

  @Override
  public void write(ValueCursor values) throws IOException {
    out.writeStartObject();
    for (ExportColumn column : columns) {
      out.writeFieldName(column.name());
      if (values.next()) {
        write(column.type(), values);
      } else {
        out.writeNull();
      }
    }
    out.writeEndObject();
    out.writeRaw('\n');
  }

  private void write(ColumnType type, ValueCursor values) throws IOException {
    switch (type) {
      case STRING -> out.writeString(values.text().toStringUsingUTF8());
      case INT32, INT64 -> out.writeNumber(values.number());
      case FLOAT64 -> out.writeNumber(values.decimal());
      case MESSAGES -> messages(values);
    }
  }

  private void messages(ValueCursor values) throws IOException {
    int turns = values.turns();
    out.writeStartArray();
    for (int i = 0; i < turns; i++) {
      out.writeStartObject();
      out.writeStringField(ColumnType.CONTENT, values.text().toStringUsingUTF8());
      out.writeStringField(ColumnType.ROLE, values.text().toStringUsingUTF8());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
