package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.centroids.embed.EmbeddingJob;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.Pace;
import java.util.Locale;

/**
 * One line on how far embedding is. Parts are of about equal size, so the share of the parts is
 * that of the work, also while it is not known how many distinct prompts there are.
 */
final class EmbeddingLine {
  private static final int WINDOW = 120;

  private final long rows;
  private final int parts;
  private final int finishedBefore;
  private final Pace prompts = new Pace(WINDOW);
  private final Pace work = new Pace(WINDOW);

  EmbeddingLine(long rows, int parts, int finishedBefore) {
    this.rows = rows;
    this.parts = parts;
    this.finishedBefore = finishedBefore;
  }

  /** Returns the line at one moment of {@link System#nanoTime()}. */
  String update(JobCounters counters, long nanos) {
    return update(
        counters.sum(EmbeddingJob.ROWS_READ),
        counters.sum(EmbeddingJob.PROMPTS_EMBEDDED),
        counters.sum(EmbeddingJob.PART_THOUSANDTHS) / 1000.0,
        nanos);
  }

  /**
   * Returns the line at one moment.
   *
   * @param partsNow those that this run has written, and shares of those it works on
   */
  String update(long rowsRead, long embedded, double partsNow, long nanos) {
    if (embedded == 0) {
      return format(Locale.ROOT, "Reading  %,d of %,d rows", Math.min(rowsRead, rows), rows);
    }
    double done = finishedBefore + partsNow;
    return format(
            Locale.ROOT,
            "%3.0f%%  %,d prompts embedded  %,.0f of %,d parts",
            Math.floor(100 * done / parts),
            embedded,
            Math.floor(done),
            parts)
        + prompts.update((double) embedded, nanos).rate("")
        + work.update(done, nanos).left(parts);
  }
}
