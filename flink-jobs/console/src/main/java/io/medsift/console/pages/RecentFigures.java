package io.medsift.console.pages;

import io.medsift.console.index.StreamView;
import io.medsift.console.stream.VerdictStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Figures of an index by span, counted again at most every two seconds. Thread-safe. */
final class RecentFigures<T> {
  private static final long FRESH = TimeUnit.SECONDS.toNanos(2);

  private final VerdictStream stream;
  private final Counting<T> counting;
  private final Map<TimeSpan, Counted<T>> counted = new EnumMap<>(TimeSpan.class);

  /** Counts figures. */
  @FunctionalInterface
  interface Counting<T> {
    /** Counts those since a time, milliseconds since the epoch; 0 for all. */
    T count(StreamView view, long since) throws IOException;
  }

  private record Counted<T>(T figures, long version, long nanos) {}

  RecentFigures(VerdictStream stream, Counting<T> counting) {
    this.stream = stream;
    this.counting = counting;
  }

  // Many may look at once, and the figures of each moment are the same for all.
  synchronized T of(TimeSpan span) throws IOException {
    Counted<T> last = counted.get(span);
    long version = stream.index().version();
    if (last != null
        && (System.nanoTime() - last.nanos() < FRESH
            || (last.version() == version && span == TimeSpan.ALL))) {
      return last.figures();
    }
    T figures = stream.index().look(view -> counting.count(view, span.since()));
    counted.put(span, new Counted<>(figures, version, System.nanoTime()));
    return figures;
  }
}
