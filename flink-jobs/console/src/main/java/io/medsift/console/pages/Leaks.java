package io.medsift.console.pages;

import io.medsift.console.index.Facet;
import io.medsift.console.index.Matches;
import io.medsift.console.index.StreamView;
import io.medsift.console.index.TimeTable;
import io.medsift.console.index.VerdictFilter;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.util.Map;

/**
 * The samples of a span that repeat items of evaluation sets.
 *
 * @param samples all of the span
 * @param rejected those of the gate
 * @param sources outcomes of all samples, by source and gate
 * @param sets rejected samples by set
 * @param sourcesOfSets the same by source
 * @param reasonsOfSets the same by reason
 */
record Leaks(
    long samples,
    long rejected,
    Map<String, Map<String, Long>> sources,
    Map<String, Long> sets,
    Map<String, Map<String, Long>> sourcesOfSets,
    Map<String, Map<String, Long>> reasonsOfSets,
    TimeTable times) {
  /** Counts those since a time, milliseconds since the epoch; 0 for all. */
  static Leaks of(StreamView view, long since) throws IOException {
    Matches all = view.matches(VerdictFilter.ALL.since(since));
    Matches leaks =
        view.matches(
            VerdictFilter.ALL.since(since).with(Facet.GATE, Gate.DECONTAMINATE.wireName()));
    return new Leaks(
        all.total(),
        leaks.total(),
        all.table(Facet.SOURCE, Facet.GATE),
        leaks.counts(Facet.BENCHMARK),
        leaks.table(Facet.BENCHMARK, Facet.SOURCE),
        leaks.table(Facet.BENCHMARK, Facet.REASON),
        TimeTable.of(leaks, Facet.BENCHMARK, TimeChart.SPANS));
  }
}
