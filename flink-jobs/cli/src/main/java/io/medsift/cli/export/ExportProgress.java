package io.medsift.cli.export;

import static java.lang.String.format;

import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.export.DatasetExport.ExportListener;
import java.util.Locale;
import java.util.function.LongFunction;

/** Shows the progress of an export. */
final class ExportProgress implements ExportListener, AutoCloseable {
  private final ProgressDisplay display = ProgressDisplay.onStandardError();
  private long drawnAt = System.nanoTime();
  private long read;
  private long toWrite;
  private long written;

  @Override
  public synchronized void read(long rows) {
    read += rows;
    draw(time -> format(Locale.ROOT, "%,d rows read", read));
  }

  @Override
  public synchronized void writing(long rows, int shards) {
    toWrite = rows;
    if (rows > 0) {
      display.say(
          format(
              Locale.ROOT,
              "Writing %,d rows to %,d %s.",
              rows,
              shards,
              shards == 1 ? "file" : "files"));
    }
  }

  @Override
  public synchronized void wrote(long rows) {
    written += rows;
    draw(time -> format(Locale.ROOT, "%,d of %,d rows written", written, toWrite));
  }

  synchronized void clear() {
    display.clear();
  }

  private void draw(LongFunction<String> line) {
    long now = System.nanoTime();
    if (now - drawnAt >= display.interval().toNanos()) {
      drawnAt = now;
      display.offer(line);
    }
  }

  @Override
  public void close() {
    clear();
  }
}
