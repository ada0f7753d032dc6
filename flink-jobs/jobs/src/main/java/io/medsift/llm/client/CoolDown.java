package io.medsift.llm.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A moment before which nobody asks. Shared by all who use an endpoint; thread-safe. */
final class CoolDown {

  private final LongSupplier nanoTime;
  private final AtomicLong end;

  CoolDown(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = new AtomicLong(nanoTime.getAsLong());
  }

  /** Nobody asks for so long from now; a longer cool-down stays as it is. */
  void last(Duration wait) {
    long wanted = nanoTime.getAsLong() + wait.toNanos();
    end.accumulateAndGet(wanted, (known, asked) -> asked - known > 0 ? asked : known);
  }

  /** How long it still lasts; zero when it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end.get() - nanoTime.getAsLong()));
  }

  /** Waits for its end, and for that of one that begins meanwhile. */
  void await() throws InterruptedException {
    for (Duration left = left(); !left.isZero(); left = left()) {
      TimeUnit.NANOSECONDS.sleep(left.toNanos());
    }
  }
}
