package io.medsift.console.pages;

import io.medsift.console.index.Facet;
import io.medsift.console.index.Matches;
import io.medsift.console.index.StreamView;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.stream.VerdictStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/** The figures of a stream by span, counted again at most every two seconds. Thread-safe. */
final class LatestFigures {
  private static final int MAX_BROKEN = 3;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long FRESH_MILLIS = 2_000;

  private final VerdictStream stream;
  private final InstantSource clock;
  private final Map<TimeSpan, Figures> counted = new EnumMap<>(TimeSpan.class);

  LatestFigures(VerdictStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
  }

  // Many pages may be open, and the figures of each moment are the same for all.
  synchronized Figures of(TimeSpan span) throws IOException {
    Figures last = counted.get(span);
    long version = stream.index().version();
    boolean same = last != null && last.version() == version && span == TimeSpan.ALL;
    Instant now = clock.instant();
    boolean fresh =
        last != null && Math.abs(Duration.between(last.at(), now).toMillis()) < FRESH_MILLIS;
    if (fresh) {
      return last;
    }
    Figures renewed =
        stream
            .index()
            .look(
                view -> {
                  long inLastMinute =
                      view.count(VerdictFilter.ALL.since(now.minus(MINUTE).toEpochMilli()));
                  // The clock changes this rate, even where nothing is written any more.
                  return same
                      ? last.renewed(now, inLastMinute)
                      : count(view, span, version, now, inLastMinute);
                });
    counted.put(span, renewed);
    return renewed;
  }

  private static Figures count(
      StreamView view, TimeSpan span, long version, Instant now, long inLastMinute)
      throws IOException {
    Matches matches = view.matches(VerdictFilter.ALL.since(span.since()));
    return new Figures(
        version,
        now,
        matches.total(),
        inLastMinute,
        view.broken(),
        view.broken(MAX_BROKEN),
        matches.counts(Facet.OUTCOME),
        matches.counts(Facet.GATE),
        matches.counts(Facet.REASON),
        matches.counts(Facet.REVISED),
        matches.table(Facet.TRACK, Facet.GATE),
        matches.table(Facet.SOURCE, Facet.GATE));
  }
}
