package io.medsift.cli.ingest;

import static java.lang.String.format;

import io.medsift.cli.progress.Pace;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.ingest.FileProgress;
import io.medsift.ingest.Ingest.IngestListener;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.rows.RowFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows how far an ingest is: rows, bytes, rate and time left, those of the last minute. */
public final class IngestLine implements IngestListener {
  private static final int WINDOW = 120;

  private final ProgressDisplay display;
  private final long allBytes;
  private final Pace rows = new Pace(WINDOW);
  private final Pace bytes = new Pace(WINDOW);
  private long bytesOfEarlierFiles;
  private long rowsOfEarlierFiles;
  private long rowsBefore;
  private volatile long rowsRead;
  private long nextOffer = System.nanoTime();

  /** The line of an ingest of these files. */
  public IngestLine(ProgressDisplay display, List<RowFile> files) {
    this.display = display;
    this.allBytes = files.stream().mapToLong(RowFile::size).sum();
  }

  @Override
  public void recognising(RowFile file, long bytes) {
    if (isTime()) {
      display.offer(
          now ->
              format(
                  "Recognising %s  %s of %s",
                  file.name(), Formats.bytes(bytes), Formats.bytes(file.size())));
    }
  }

  @Override
  public void started(RowFile file, FileProgress before) {
    rowsBefore = before.rows();
    rows.reset();
    bytes.reset();
    if (before.finished()) {
      display.say(
          format(
              Locale.ROOT,
              "%s: was ingested before%s, %s; nothing is added",
              file.name(),
              sameName(file, before),
              Plural.of(before.rows(), "row")));
    } else if (before.rows() > 0) {
      display.say(
          format(
              Locale.ROOT,
              "%s: resumes at row %,d%s",
              file.name(),
              before.rows(),
              sameName(file, before)));
    }
  }

  private static String sameName(RowFile file, FileProgress before) {
    return before.file().equals(file.name()) ? "" : " as " + before.file();
  }

  @Override
  public void read(RowFile file, FileProgress reached, long bytes) {
    rowsRead = rowsOfEarlierFiles + reached.rows() - rowsBefore;
    if (isTime()) {
      display.offer(
          now ->
              line(
                  rowsOfEarlierFiles + reached.rows() - rowsBefore,
                  bytesOfEarlierFiles + bytes,
                  now));
    }
  }

  @Override
  public void ended(RowFile file, FileProgress before, FileProgress reached) {
    bytesOfEarlierFiles += file.size();
    rowsOfEarlierFiles += reached.rows() - before.rows();
  }

  private boolean isTime() {
    long now = System.nanoTime();
    boolean time = now - nextOffer >= 0;
    if (time) {
      nextOffer = now + display.interval().toNanos();
    }
    return time;
  }

  private String line(long rowsNow, long bytesNow, long nanos) {
    double share = allBytes == 0 ? 1 : Math.min(1, (double) bytesNow / allBytes);
    return format(
            Locale.ROOT,
            "%3.0f%%  %s  %s of %s",
            Math.floor(100 * share),
            Plural.of(rowsNow, "row"),
            Formats.bytes(bytesNow),
            Formats.bytes(allBytes))
        + rows.update((double) rowsNow, nanos).rate(" rows")
        + bytes.update((double) bytesNow, nanos).left((double) allBytes);
  }

  /**
   * Says what was done, and how to continue, when the command was told to stop.
   *
   * @param out file that was being written; null for topics
   */
  String stopped(Path out) {
    return format(
        "%s had been read. %s",
        Plural.of(rowsRead, "row"),
        out == null
            ? "What was committed is kept, and the same command resumes after it."
            : "Nothing was written to " + out + ". Run the same command to start over.");
  }

  /** Clears the line. */
  public void clear() {
    display.clear();
  }
}
