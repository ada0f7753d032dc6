package io.medsift.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time in nanoseconds, which other work on the machine disturbs less than wall time. */
final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static final long MEASURED_NANOS = 3_000_000_000L;

  private CpuTime() {}

  /** Of the calling thread. */
  static long ofThread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** Of all threads of this process, native ones included. */
  static long ofProcess() {
    return SYSTEM.getProcessCpuTime();
  }

  /**
   * Runs {@code work} on the calling thread again and again for three seconds of its time, and
   * gives the time of the fastest: a slower one was disturbed, or not compiled yet.
   */
  static long fastest(Runnable work) {
    long begun = ofThread();
    long fastest = Long.MAX_VALUE;
    long end = begun;
    while (end - begun < MEASURED_NANOS) {
      long start = end;
      work.run();
      end = ofThread();
      fastest = Math.min(fastest, end - start);
    }
    return fastest;
  }
}
