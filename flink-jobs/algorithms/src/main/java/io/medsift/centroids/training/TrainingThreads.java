package io.medsift.centroids.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that share out numbered tasks. Which thread takes a task must not matter. */
final class TrainingThreads implements AutoCloseable {

  private final int threads;
  private final ExecutorService pool;

  private TrainingThreads(int threads, ExecutorService pool) {
    this.threads = threads;
    this.pool = pool;
  }

  /** So many threads; with one, the caller's own. */
  static TrainingThreads of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    return new TrainingThreads(
        threads, threads == 1 ? null : Executors.newFixedThreadPool(threads));
  }

  /**
   * Runs each task in {@code [0, tasks)} once and returns when all are done.
   *
   * @throws RuntimeException the first failure; tasks that were not begun are left
   */
  void forEach(int tasks, IntConsumer task) {
    if (pool == null) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      running.add(pool.submit(() -> takeFrom(next, tasks, task)));
    }
    for (Future<?> future : running) {
      await(future);
    }
  }

  private static void takeFrom(AtomicInteger next, int tasks, IntConsumer task) {
    try {
      for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
        task.accept(i);
      }
    } catch (RuntimeException | Error e) {
      next.set(tasks);
      throw e;
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("training failed", e.getCause());
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
