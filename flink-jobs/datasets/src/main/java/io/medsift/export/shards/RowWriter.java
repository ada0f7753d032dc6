package io.medsift.export.shards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.export.FileFormat;
import io.medsift.export.columns.ColumnSet;
import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Writes rows to one file, complete when closed. */
interface RowWriter extends Closeable {

  void write(ObjectNode row) throws IOException;

  static RowWriter open(Path file, FileFormat format, ColumnSet columns) throws IOException {
    return switch (format) {
      case JSONL -> new JsonLinesWriter(file);
      case PARQUET -> parquet(file, columns);
    };
  }

  private static RowWriter parquet(Path file, ColumnSet columns) throws IOException {
    ParquetRowWriter parquet =
        ParquetRowWriter.create(
            file,
            columns.parquetSchema(),
            ParquetSettings.DEFAULT.withProperties(columns.parquetProperties()));
    return new RowWriter() {
      @Override
      public void write(ObjectNode row) throws IOException {
        parquet.write(row);
      }

      @Override
      public void close() throws IOException {
        parquet.close();
      }
    };
  }
}
