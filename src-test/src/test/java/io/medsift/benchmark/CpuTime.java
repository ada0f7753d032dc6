package io.medsift.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time in nanoseconds, which other work on the machine disturbs less than wall time. */
final class CpuTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

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
   * Runs {@code work} a number of times on the calling thread, and gives the time of the fastest: a
   * slower one was disturbed, or not compiled yet.
   */
  static long fastest(int rounds, Runnable work) {
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      long start = ofThread();
      work.run();
      fastest = Math.min(fastest, ofThread() - start);
    }
    return fastest;
  }
}
