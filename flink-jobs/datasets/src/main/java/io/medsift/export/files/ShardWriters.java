package io.medsift.export.files;

import io.medsift.export.rows.ExportException;
import io.medsift.export.rows.RowStore;
import java.io.IOException;
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
   * @param written is told of rows as they are written, from any thread
   */
  public ShardWriters(
      ExportWorkers workers,
      RowStore store,
      FileFormat format,
      boolean lineage,
      LongConsumer written) {
    this.workers = workers;
    this.writer = new ShardWriter(store, format, lineage, written);
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
}
