package io.medsift.export.shards;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.codec.PublishedRow;
import io.medsift.codec.RowCodec;
import io.medsift.export.ExportException;
import io.medsift.export.FileFormat;
import io.medsift.export.columns.ColumnSet;
import io.medsift.export.rows.IndexedRow;
import io.medsift.export.rows.Sha256;
import io.medsift.export.statistics.RowStatistics;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Writes one shard: fetches its rows where they lie, in their order. Keeps one row at a time. */
final class ShardWriter {
  private static final int REPORT_EVERY = 1_000;

  private final FileFormat format;
  private final boolean lineage;
  private final LongConsumer written;

  /**
   * A writer.
   *
   * @param written is told of rows as they are written
   */
  ShardWriter(FileFormat format, boolean lineage, LongConsumer written) {
    this.format = format;
    this.lineage = lineage;
    this.written = written;
  }

  WrittenShard write(ShardPlan plan, Path file) throws IOException, ExportException {
    ColumnSet columns = ColumnSet.of(plan.kind(), lineage);
    RowStatistics statistics = new RowStatistics();
    long valueBytes = 0;
    int unreported = 0;
    try (FileChannel source = FileChannel.open(plan.source());
        RowWriter out = RowWriter.open(file, format, columns)) {
      for (IndexedRow row : plan.rows()) {
        PublishedRow published = read(source, row);
        ObjectNode values = columns.row(published);
        out.write(values);
        statistics.add(published);
        valueBytes += ValueSize.of(values);
        if (++unreported == REPORT_EVERY) {
          written.accept(unreported);
          unreported = 0;
        }
      }
    }
    written.accept(unreported);
    return new WrittenShard(plan, Files.size(file), valueBytes, Sha256.of(file), statistics);
  }

  private static PublishedRow read(FileChannel source, IndexedRow row)
      throws IOException, ExportException {
    ByteBuffer bytes = ByteBuffer.allocate(row.length());
    while (bytes.hasRemaining()) {
      if (source.read(bytes, row.start() + bytes.position()) < 0) {
        throw new EOFException("the rows to export were cut off while they were read");
      }
    }
    try {
      return RowCodec.readPublished(bytes.array());
    } catch (IOException e) {
      throw new ExportException(
          format(
              "the row of the sample at %s/%d@%d cannot be exported: %s",
              row.partition().topic(), row.partition().partition(), row.offset(), e.getMessage()),
          "Curate the sample again, or report this with the row.");
    }
  }
}
