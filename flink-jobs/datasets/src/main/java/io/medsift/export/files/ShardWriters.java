package io.medsift.export.files;

import io.medsift.export.files.ValueBuffer.ValueCursor;
import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.IndexedRow;
import io.medsift.export.rows.RowStore;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Writes shards on several threads; which thread writes what changes no byte. */
public final class ShardWriters {
  private final ExportWorkers workers;
  private final ShardWriter writer;

  /**
   * Writers that have not begun.
   *
   * @param store that holds the rows
   * @param written receives the number of rows written, from any thread
   */
  public ShardWriters(
      ExportWorkers workers,
      RowStore store,
      FileFormat format,
      OptionalColumns optional,
      LongConsumer written) {
    this.workers = workers;
    this.writer = new ShardWriter(store, format, optional, written);
  }

  /**
   * Writes all, and returns them in the order of the plans. Where one fails, none is of use.
   *
   * @param file the file of a plan
   */
  public List<WrittenShard> write(List<ShardPlan> plans, Function<ShardPlan, Path> file)
      throws IOException, InterruptedException, ExportException {
    List<Future<WrittenShard>> running = new ArrayList<>();
    for (ShardPlan plan : plans) {
      Path target = file.apply(plan);
      Files.createDirectories(target.getParent());
      running.add(workers.submit(() -> writer.write(plan, target)));
    }
    List<WrittenShard> written = new ArrayList<>();
    for (Future<WrittenShard> shard : running) {
      written.add(ExportWorkers.await(shard));
    }
    return written;
  }

  /**
   * A file to write.
   *
   * @param number among the shards of its kind
   * @param rows in order
   */
  public record ShardPlan(ExportKind kind, int number, List<IndexedRow> rows) {}

  /**
   * A file that was written.
   *
   * @param bytes of the file
   * @param valueBytes size of its values without the file's encoding
   */
  public record WrittenShard(ShardPlan plan, long bytes, long valueBytes, String sha256) {

    /** The shard as the manifest has it, before it has its name. */
    public Shard inManifest(int export) {
      return new Shard(
          "", plan.kind(), plan.number(), plan.rows().size(), bytes, valueBytes, sha256, export);
    }
  }

  /** Writes one shard: fetches its rows where they lie, in their order. Keeps one row at a time. */
  static final class ShardWriter {
    private static final int REPORT_EVERY = 1_000;
    private static final int BUFFER = 1 << 16;

    private final RowStore store;
    private final FileFormat format;
    private final OptionalColumns optional;
    private final LongConsumer written;

    /**
     * A writer.
     *
     * @param store that holds the rows
     * @param written is told of rows as they are written
     */
    ShardWriter(RowStore store, FileFormat format, OptionalColumns optional, LongConsumer written) {
      this.store = store;
      this.format = format;
      this.optional = optional;
      this.written = written;
    }

    WrittenShard write(ShardPlan plan, Path file) throws IOException {
      ColumnSet columns = ColumnSet.of(plan.kind(), optional);
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
}
