package io.medsift.cli.centroids;

import static java.lang.String.format;

import io.medsift.cli.progress.ProgressLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * One line on how far embedding is. Parts are of about equal size, so the share of the parts is
 * that of the work, also while nobody knows how many distinct prompts there are. Rate and time left
 * are those of the last updates.
 */
final class EmbeddingLine {
  private static final int WINDOW = 120;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long rows;
  private final int parts;
  private final int finishedBefore;
  private final Deque<Moment> moments = new ArrayDeque<>();

  private record Moment(long nanos, long embedded, double parts) {}

  EmbeddingLine(long rows, int parts, int finishedBefore) {
    this.rows = rows;
    this.parts = parts;
    this.finishedBefore = finishedBefore;
  }

  /** The line at one moment of {@link System#nanoTime()}. */
  String update(EmbeddingProgress progress, long nanos) {
    return update(progress.rowsRead(), progress.embedded(), progress.parts(), nanos);
  }

  String update(long rowsRead, long embedded, double partsNow, long nanos) {
    if (embedded == 0) {
      return format(Locale.ROOT, "Reading  %,d of %,d rows", Math.min(rowsRead, rows), rows);
    }
    moments.addLast(new Moment(nanos, embedded, partsNow));
    if (moments.size() > WINDOW) {
      moments.removeFirst();
    }
    double done = finishedBefore + partsNow;
    StringBuilder line =
        new StringBuilder(
            format(
                Locale.ROOT,
                "%3.0f%%  %,d prompts embedded  %,.0f of %,d parts",
                Math.floor(100 * done / parts),
                embedded,
                Math.floor(done),
                parts));
    Moment first = moments.getFirst();
    double seconds = (nanos - first.nanos()) / NANOS_PER_SECOND;
    if (seconds > 0 && embedded > first.embedded()) {
      line.append(format(Locale.ROOT, "  %,.0f/s", (embedded - first.embedded()) / seconds));
      double left = (parts - done) * seconds / (partsNow - first.parts());
      line.append("  ").append(ProgressLine.duration(left)).append(" left");
    }
    return line.toString();
  }
}
