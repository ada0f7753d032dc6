package io.medsift.llm.stage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The work of one subtask in the threads of its process. Used by the thread of the subtask. */
final class InFlight {

  private final Map<String, Future<?>> work = new HashMap<>();
  private volatile boolean ending;

  void add(String hash, Future<?> future) {
    work.put(hash, future);
  }

  void remove(String hash) {
    work.remove(hash);
  }

  /** Whether nothing new is to be begun; for the threads. */
  boolean isEnding() {
    return ending;
  }

  /** Waits for what has begun, since it is paid for; interrupts it when that takes too long. */
  void end(Duration patience) throws InterruptedException {
    ending = true;
    long end = System.nanoTime() + patience.toNanos();
    try {
      for (Future<?> future : work.values()) {
        await(future, end - System.nanoTime());
      }
    } finally {
      work.values().forEach(future -> future.cancel(true));
    }
  }

  private static void await(Future<?> future, long nanos) throws InterruptedException {
    try {
      future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | CancellationException e) {
      // It is interrupted next, or has ended and reported by itself.
    }
  }
}
