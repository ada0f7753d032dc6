package io.medsift.export.shards;

import io.medsift.export.ExportException;
import io.medsift.export.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Writes shards on several threads; which thread writes what changes no byte. */
public final class ShardWriters {
  private final ShardWriter writer;
  private final int threads;

  /**
   * Writers that have not begun.
   *
   * @param written is told of rows as they are written, from any thread
   */
  public ShardWriters(FileFormat format, boolean lineage, int threads, LongConsumer written) {
    this.writer = new ShardWriter(format, lineage, written);
    this.threads = threads;
  }

  /**
   * Writes all, and returns them in the order of the plans. Where one fails, none is of use.
   *
   * @param file the file of a plan
   */
  public List<WrittenShard> write(List<ShardPlan> plans, Function<ShardPlan, Path> file)
      throws IOException, InterruptedException, ExportException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<WrittenShard>> running = new ArrayList<>();
      for (ShardPlan plan : plans) {
        Path target = file.apply(plan);
        Files.createDirectories(target.getParent());
        running.add(workers.submit(() -> writer.write(plan, target)));
      }
      List<WrittenShard> written = new ArrayList<>();
      for (Future<WrittenShard> shard : running) {
        written.add(await(shard));
      }
      return written;
    } finally {
      workers.shutdownNow();
    }
  }

  private static WrittenShard await(Future<WrittenShard> shard)
      throws IOException, InterruptedException, ExportException {
    try {
      return shard.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof ExportException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "a shard could not be written: " + e.getCause(), e.getCause());
    }
  }
}
