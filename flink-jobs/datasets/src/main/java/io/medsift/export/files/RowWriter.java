package io.medsift.export.files;

import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

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
}
