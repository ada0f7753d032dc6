package io.medsift.export.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.medsift.export.files.ValueBuffer.ValueCursor;
import io.medsift.json.WireJson;
import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes rows to one file, complete when closed. */
interface RowWriter extends Closeable {

  /** Writes the row whose values come next. */
  void write(ValueCursor values) throws IOException;

  static RowWriter open(Path file, FileFormat format, ColumnSet columns) throws IOException {
    return switch (format) {
      case JSONL -> new JsonLinesWriter(file, columns);
      case PARQUET -> parquet(file, columns);
    };
  }

  private static RowWriter parquet(Path file, ColumnSet columns) throws IOException {
    ParquetRowWriter<ValueCursor> parquet =
        ParquetRowWriter.create(
            file,
            columns.parquetSchema(),
            new ParquetFields(columns),
            ParquetSettings.DEFAULT.withProperties(columns.parquetProperties()));
    return new RowWriter() {
      @Override
      public void write(ValueCursor values) throws IOException {
        parquet.write(values);
      }

      @Override
      public void close() throws IOException {
        parquet.close();
      }
    };
  }

  /** Rows as JSON, a line each; every column is there, null where it has no value. */
  final class JsonLinesWriter implements RowWriter {
    private static final int BUFFER = 1 << 18;
    private static final JsonFactory JSON = WireJson.factory().rootValueSeparator("").build();

    private final List<ExportColumn> columns;
    private final JsonGenerator out;

    JsonLinesWriter(Path file, ColumnSet columns) throws IOException {
      this.columns = columns.columns();
      this.out =
          JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
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

  /** Values of rows as the fields of {@link ColumnSet#parquetSchema()}. */
  final class ParquetFields implements ParquetRowWriter.Fields<ValueCursor> {
    private final List<ExportColumn> columns;

    ParquetFields(ColumnSet columns) {
      this.columns = columns.columns();
    }

    @Override
    public void write(ValueCursor values, RecordConsumer out) {
      for (int i = 0; i < columns.size(); i++) {
        if (values.next()) {
          ExportColumn column = columns.get(i);
          out.startField(column.name(), i);
          switch (column.type()) {
            case STRING -> out.addBinary(values.text());
            case INT32 -> out.addInteger((int) values.number());
            case INT64 -> out.addLong(values.number());
            case FLOAT64 -> out.addDouble(values.decimal());
            case MESSAGES -> messages(values, out);
          }
          out.endField(column.name(), i);
        }
      }
    }

    private static void messages(ValueCursor values, RecordConsumer out) {
      int turns = values.turns();
      out.startGroup();
      if (turns > 0) {
        out.startField(ColumnType.LIST, 0);
        for (int i = 0; i < turns; i++) {
          out.startGroup();
          out.startField(ColumnType.ELEMENT, 0);
          turn(values, out);
          out.endField(ColumnType.ELEMENT, 0);
          out.endGroup();
        }
        out.endField(ColumnType.LIST, 0);
      }
      out.endGroup();
    }

    private static void turn(ValueCursor values, RecordConsumer out) {
      out.startGroup();
      out.startField(ColumnType.CONTENT, 0);
      out.addBinary(values.text());
      out.endField(ColumnType.CONTENT, 0);
      out.startField(ColumnType.ROLE, 1);
      out.addBinary(values.text());
      out.endField(ColumnType.ROLE, 1);
      out.endGroup();
    }
  }
}
