package io.medsift.cli.progress;

import static java.lang.String.format;

import io.medsift.review.text.Plural;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One line of text on how far a job is: read, accepted, rejected by reason, dead letters, rate and
 * time left. Share, rate and time left are those of reading, over the last few updates; verdicts
 * come in bursts behind it.
 */
public final class ProgressLine {
  private static final int WINDOW = 20;
  private static final int REASONS = 3;
  private static final long ENDLESS = Long.MAX_VALUE;

  private final long total;
  private final Pace pace = new Pace(WINDOW);

  /**
   * Counters of a curation job at one moment.
   *
   * @param rejected reason to samples
   */
  public record Counts(
      long read, long accepted, SortedMap<String, Long> rejected, long deadLetters) {

    /** Returns the counts now; zero for what the job does not count. */
    public static Counts of(JobCounters counters) {
      return new Counts(
          counters.sum("samples_read"),
          counters.sum("accepted"),
          counters.by("reason", "rejected"),
          counters.sum("dead_letters"));
    }

    /** Returns the number of samples rejected for any reason. */
    public long rejectedSamples() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of records that have left the job. */
    public long decided() {
      return accepted + rejectedSamples() + deadLetters;
    }
  }

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
  public String update(Counts counts, long nanos) {
    long read = Math.min(total, counts.read());
    pace.update((double) read, nanos);
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
            counts.accepted(),
            counts.rejectedSamples(),
            reasons(counts.rejected())));
    line.append("  ").append(Plural.of(counts.deadLetters(), "dead letter"));
    if (read == total && counts.decided() < total) {
      line.append(format(Locale.ROOT, "  %,d to decide", total - counts.decided()));
    } else {
      line.append(pace.rate("")).append(total == ENDLESS ? "" : pace.left((double) total));
    }
    return line.toString();
  }

  /** Returns whether every record of the job has left it. */
  public boolean isComplete(Counts counts) {
    return counts.decided() >= total;
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
}
