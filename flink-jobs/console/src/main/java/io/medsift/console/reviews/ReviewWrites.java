package io.medsift.console.reviews;

import io.medsift.console.web.RefusedRequest;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes what reviewers decide, one after another, on a thread of its own: a page waits for it a
 * while and not longer, and nothing else waits for it at all.
 */
final class ReviewWrites {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MAX_WAITING = 8;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          task -> {
            Thread thread = new Thread(task, "medsift-console-review");
            thread.setDaemon(true);
            return thread;
          });

  ReviewWrites() {
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs a write, and returns when it is done.
   *
   * @throws RefusedRequest if it is not done in time; the message says whether it may still be
   * @throws RuntimeException what the write throws
   */
  void run(Runnable write) {
    run(write, PATIENCE);
  }

  void run(Runnable write, Duration patience) {
    AtomicBoolean claimed = new AtomicBoolean();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              if (claimed.compareAndSet(false, true)) {
                write.run();
              }
            },
            null);
    try {
      executor.execute(task);
      task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw nothing();
    } catch (TimeoutException e) {
      throw undone(claimed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw undone(claimed);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Keeps a write from being done, unless it has begun. */
  private static RefusedRequest undone(AtomicBoolean claimed) {
    return claimed.compareAndSet(false, true)
        ? nothing()
        : new RefusedRequest(
            503, "The brokers have not said yet whether it is written; reload the page to see.");
  }

  private static RefusedRequest nothing() {
    return new RefusedRequest(
        503,
        "Nothing was written: the brokers are slow, and earlier reviews are still waiting to be"
            + " written.");
  }
}
