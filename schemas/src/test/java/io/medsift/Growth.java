package io.medsift;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;

/**
 * How work grows with its input. It is measured in processor time of the thread that does it, the
 * least of several runs, so that a slow or busy machine makes no difference.
 */
public final class Growth {
  /** How many times as long the larger input is. */
  public static final int FACTOR = 8;

  // Between FACTOR, which linear work takes, and FACTOR squared.
  private static final int ALLOWED = 24;
  // Less than this cannot be measured everywhere, and is as good as nothing.
  private static final long LEAST_NANOS = 1_000_000;
  // The code is compiled by then, or the measure of the smaller input would be too large.
  private static final int ROUNDS_AT_LEAST = 3;
  private static final int ROUNDS_AT_MOST = 12;
  private static final int SMALL_RUNS = 2;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private Growth() {}

  /**
   * Requires that work takes no more than proportionally longer for a longer input.
   *
   * @param what names the work, for the error
   * @param small an input
   * @param large one of the same kind that is {@link #FACTOR} times as long
   */
  public static <T> void requireLinear(String what, T small, T large, Consumer<T> work) {
    long least = Long.MAX_VALUE;
    long most = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS_AT_MOST; round++) {
      for (int run = 0; run < SMALL_RUNS; run++) {
        least = Math.min(least, nanos(small, work));
      }
      most = Math.min(most, nanos(large, work));
      if (round + 1 >= ROUNDS_AT_LEAST && most <= ALLOWED * Math.max(least, LEAST_NANOS)) {
        return;
      }
    }
    throw new AssertionError(
        "%s: an input %d times as long takes %.1f times as long, %d µs instead of %d µs"
            .formatted(what, FACTOR, (double) most / least, most / 1_000, least / 1_000));
  }

  private static <T> long nanos(T input, Consumer<T> work) {
    long begun = THREADS.getCurrentThreadCpuTime();
    work.accept(input);
    return THREADS.getCurrentThreadCpuTime() - begun;
  }
}
