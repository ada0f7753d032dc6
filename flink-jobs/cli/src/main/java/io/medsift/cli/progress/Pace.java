package io.medsift.cli.progress;

import static java.lang.String.format;

import io.medsift.review.text.Formats;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Rate of work and time left, those of the last updates. Used by one thread. */
public final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int window;
  private final Deque<Moment> moments = new ArrayDeque<>();

  private record Moment(double done, long nanos) {}

  /**
   * A pace of nothing yet.
   *
   * @param window number of updates that are looked back on
   */
  public Pace(int window) {
    this.window = window;
  }

  /**
   * Takes note of work.
   *
   * @param done amount of work until now
   * @param nanos a clock that only runs forward, as {@link System#nanoTime()}
   */
  public Pace update(double done, long nanos) {
    moments.addLast(new Moment(done, nanos));
    if (moments.size() > window) {
      moments.removeFirst();
    }
    return this;
  }

  /** Starts again: earlier updates are of other work. */
  public void reset() {
    moments.clear();
  }

  private double perSecond() {
    if (moments.isEmpty()) {
      return 0;
    }
    double seconds = (moments.getLast().nanos() - moments.getFirst().nanos()) / NANOS_PER_SECOND;
    return seconds <= 0 ? 0 : (moments.getLast().done() - moments.getFirst().done()) / seconds;
  }

  /** Returns {@code " 120/s"}, or {@code " 120 rows/s"} for the unit {@code " rows"}. */
  public String rate(String unit) {
    double rate = perSecond();
    return rate <= 0 ? "" : "  " + rate(rate) + unit + "/s";
  }

  /** Returns {@code " 12.5 MiB/s"} for work that is counted in bytes. */
  public String byteRate() {
    double rate = perSecond();
    return rate <= 0 ? "" : "  " + Formats.bytes((long) rate) + "/s";
  }

  /** Returns {@code " 3 min 05 s left"} of a total; empty while the rate is not known. */
  public String left(double total) {
    double rate = perSecond();
    double rest = moments.isEmpty() ? 0 : total - moments.getLast().done();
    return rate <= 0 || rest <= 0 ? "" : "  " + Formats.duration(rest / rate) + " left";
  }

  /** Returns an amount in a second, with a decimal where it is small. */
  public static String rate(double perSecond) {
    return format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }
}
