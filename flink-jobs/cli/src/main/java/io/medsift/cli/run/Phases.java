package io.medsift.cli.run;

import static java.lang.String.format;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the log how long each part of a run took, by the clock and by the processors. */
final class Phases {
  private long wall = ManagementFactory.getRuntimeMXBean().getStartTime();
  private double processor;

  /** Ends a part that began where the one before ended; the first began with the process. */
  void end(String phase) {
    long now = System.currentTimeMillis();
    double used = processorSeconds();
    // No static logger: logging must not start before the directory of the log is known.
    Logger log = LoggerFactory.getLogger(Phases.class);
    log.info(
        format(
            Locale.ROOT,
            "%s: %.2f s, %.2f s of the processors",
            phase,
            (now - wall) / 1e3,
            used - processor));
    wall = now;
    processor = used;
  }

  private static double processorSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(used -> used.toNanos() / 1e9)
        .orElse(0.0);
  }
}
