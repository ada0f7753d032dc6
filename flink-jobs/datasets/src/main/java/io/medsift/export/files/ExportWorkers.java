package io.medsift.export.files;

import io.medsift.export.rows.ExportException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads of an export. */
public final class ExportWorkers implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;

  /** Starts that many threads. */
  public ExportWorkers(int threads) {
    this.threads = threads;
    this.executor = Executors.newFixedThreadPool(threads);
  }

  /** Returns the number of threads. */
  public int threads() {
    return threads;
  }

  /** Submits work, which is done when a thread is free. */
  public <T> Future<T> submit(Callable<T> work) {
    return executor.submit(work);
  }

  /** The result of work, when it is done. */
  public static <T> T await(Future<T> work)
      throws IOException, InterruptedException, ExportException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof ExportException failure) {
        throw failure;
      }
      throw new IllegalStateException("an export failed: " + e.getCause(), e.getCause());
    }
  }

  /** Stops what is under way. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
