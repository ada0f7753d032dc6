package io.medsift.cli.progress;

import static java.lang.String.format;

import io.medsift.remote.FetchListener;
import io.medsift.remote.RemoteFile;
import io.medsift.remote.RemoteFiles;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Shows how far a fetch of remote files is: files, bytes, rate and time left. */
public final class FetchLine implements FetchListener {
  private static final int WINDOW = 120;

  private final ProgressDisplay display;
  private final Pace pace = new Pace(WINDOW);
  private final long started = System.nanoTime();
  private long nextOffer = started;

  /** The line of one fetch. */
  public FetchLine(ProgressDisplay display) {
    this.display = display;
  }

  /** Fetches files that are not in the cache, with a line on how far it is. */
  public static void fetch(List<RemoteFile> files, ProgressDisplay display) throws IOException {
    FetchLine line = new FetchLine(display);
    try {
      RemoteFiles.ofEnvironment().fetch(files, line);
    } finally {
      display.clear();
    }
  }

  @Override
  public void fetching(FetchState state) {
    long now = System.nanoTime();
    if (now - nextOffer >= 0) {
      nextOffer = now + display.interval().toNanos();
      display.offer(nanos -> line(state, nanos));
    }
  }

  private String line(FetchState state, long nanos) {
    pace.update((double) state.bytesDone(), nanos);
    double share = state.bytes() == 0 ? 1 : (double) state.bytesDone() / state.bytes();
    return format(
            Locale.ROOT,
            "Fetching %3.0f%%  %s of %s  %,d of %s",
            Math.floor(100 * share),
            Formats.bytes(state.bytesDone()),
            Formats.bytes(state.bytes()),
            state.filesDone(),
            Plural.of(state.files(), "file"))
        + pace.byteRate()
        + pace.left((double) state.bytes())
        + (state.note().isEmpty() ? "  " + state.file() : "  " + state.note());
  }

  @Override
  public void wholeInPlaceOfParts(RemoteFile file) {
    display.say(
        format(
            "The host of %s does not support range requests; downloading the whole file, %s.",
            file, Formats.bytes(file.size())));
  }

  @Override
  public void fetched(FetchState state) {
    double seconds = (System.nanoTime() - started) / 1e9;
    display.say(
        format(
            "Fetched %s, %s, in %s.",
            Plural.of(state.files(), "file"),
            Formats.bytes(state.bytes()),
            Formats.duration(seconds)));
  }
}
