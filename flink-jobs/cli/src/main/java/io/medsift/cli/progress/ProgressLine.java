package io.medsift.cli.progress;

import static java.lang.String.format;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of text on how far a job is: read, accepted, rejected by reason, dead letters, rate and
 * time left. Share, rate and time left are those of reading, over the last few updates; verdicts
 * come in bursts behind it.
 */
public final class ProgressLine {
  private static final int WINDOW = 20;
  private static final int REASONS = 3;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private static final long ENDLESS = Long.MAX_VALUE;

  private final long total;
  private final Deque<Moment> moments = new ArrayDeque<>();

  private record Moment(long nanos, long read) {}

  /** A line for a job that will read {@code total} records. */
  public ProgressLine(long total) {
    this.total = total;
  }

  /** A line for a job that runs until it is stopped. */
  public static ProgressLine endless() {
    return new ProgressLine(ENDLESS);
  }

  /**
   * The line at one moment.
   *
   * @param nanos a clock that only runs forward, as {@link System#nanoTime()}
   */
  public String update(Progress progress, long nanos) {
    long read = Math.min(total, progress.read());
    moments.addLast(new Moment(nanos, read));
    if (moments.size() > WINDOW) {
      moments.removeFirst();
    }
    StringBuilder line = new StringBuilder();
    if (total != ENDLESS) {
      line.append(
          format(Locale.ROOT, "%3d%%  %,d of ", total == 0 ? 100 : 100 * read / total, read));
    }
    line.append(
        format(
            Locale.ROOT,
            "%,d read  %,d accepted  %,d rejected%s",
            total == ENDLESS ? read : total,
            progress.accepted(),
            progress.rejectedSamples(),
            reasons(progress.rejected())));
    line.append("  ").append(Plural.of(progress.deadLetters(), "dead letter"));
    if (read == total && progress.decided() < total) {
      line.append(format(Locale.ROOT, "  %,d to decide", total - progress.decided()));
    } else {
      appendRate(line);
    }
    return line.toString();
  }

  /** Whether every record of the job has left it. */
  public boolean isComplete(Progress progress) {
    return progress.decided() >= total;
  }

  private static String reasons(Map<String, Long> rejected) {
    if (rejected.isEmpty()) {
      return "";
    }
    List<Map.Entry<String, Long>> largest =
        rejected.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .toList();
    String named =
        largest.stream()
            .limit(REASONS)
            .map(
                reason ->
                    format(
                        Locale.ROOT,
                        "%s %,d",
                        reason.getKey().toLowerCase(Locale.ROOT).replace('_', ' '),
                        reason.getValue()))
            .collect(Collectors.joining(", "));
    return " (" + named + (largest.size() > REASONS ? ", …)" : ")");
  }

  private void appendRate(StringBuilder line) {
    Moment first = moments.getFirst();
    Moment last = moments.getLast();
    double seconds = (double) (last.nanos() - first.nanos()) / NANOS_PER_SECOND;
    if (seconds <= 0) {
      return;
    }
    double rate = (last.read() - first.read()) / seconds;
    if (rate > 0) {
      line.append("  ").append(rate(rate)).append("/s");
    }
    if (rate > 0 && last.read() < total && total != ENDLESS) {
      line.append("  ").append(duration((total - last.read()) / rate)).append(" left");
    }
  }

  /** So many a second, with a digit behind the point where the number is small. */
  public static String rate(double perSecond) {
    return format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  /** A duration for people: {@code 45 s}, {@code 3 min 05 s}, {@code 2 h 07 min}. */
  public static String duration(double seconds) {
    Duration duration = Duration.ofSeconds(Math.round(seconds));
    if (duration.toHours() > 0) {
      return format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }
    if (duration.toMinutes() > 0) {
      return format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart());
    }
    return duration.toSeconds() + " s";
  }
}
