package io.medsift.export.files;

import io.medsift.export.rows.IndexedRow;
import io.medsift.export.rows.RowStore;
import io.medsift.export.rows.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Writes one shard: fetches its rows where they lie, in their order. Keeps one row at a time. */
final class ShardWriter {
  private static final int REPORT_EVERY = 1_000;
  private static final int BUFFER = 1 << 16;

  private final RowStore store;
  private final FileFormat format;
  private final boolean lineage;
  private final LongConsumer written;

  /**
   * A writer.
   *
   * @param store that holds the rows
   * @param written is told of rows as they are written
   */
  ShardWriter(RowStore store, FileFormat format, boolean lineage, LongConsumer written) {
    this.store = store;
    this.format = format;
    this.lineage = lineage;
    this.written = written;
  }

  WrittenShard write(ShardPlan plan, Path file) throws IOException {
    ColumnSet columns = ColumnSet.of(plan.kind(), lineage);
    long valueBytes = 0;
    int unreported = 0;
    ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    try (RowWriter out = RowWriter.open(file, format, columns)) {
      for (IndexedRow row : plan.rows()) {
        bytes = bytes.capacity() < row.length() ? ByteBuffer.allocate(2 * row.length()) : bytes;
        store.read(row.start(), bytes.clear().limit(row.length()));
        ValueCursor values = new ValueCursor(bytes.flip());
        out.write(values);
        valueBytes += values.size();
        if (++unreported == REPORT_EVERY) {
          written.accept(unreported);
          unreported = 0;
        }
      }
    }
    written.accept(unreported);
    return new WrittenShard(plan, Files.size(file), valueBytes, Sha256.of(file));
  }
}
