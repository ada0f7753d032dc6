package io.medsift.console.pages;

import io.medsift.console.index.Facet.Outcome;
import io.medsift.review.rows.RowLocation;
import java.time.Instant;
import java.util.Map;

/** The figures of a moment. */
record Figures(
    long version,
    Instant at,
    long total,
    long lastMinute,
    long broken,
    Map<RowLocation, String> firstBroken,
    Map<String, Long> outcomes,
    Map<String, Long> gates,
    Map<String, Long> reasons,
    Map<String, Long> revised,
    Map<String, Map<String, Long>> tracks,
    Map<String, Map<String, Long>> sources) {
  /** The same verdicts at another time. */
  Figures renewed(Instant now, long inLastMinute) {
    return new Figures(
        version,
        now,
        total,
        inLastMinute,
        broken,
        firstBroken,
        outcomes,
        gates,
        reasons,
        revised,
        tracks,
        sources);
  }

  long outcome(Outcome outcome) {
    return outcomes.getOrDefault(outcome.wireName(), 0L);
  }
}
