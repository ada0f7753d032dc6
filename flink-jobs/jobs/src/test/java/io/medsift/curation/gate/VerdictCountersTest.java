package io.medsift.curation.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class VerdictCountersTest {
  private static final Map<String, Track> TRACKS =
      Map.of(
          "general", new Track(Set.of(Gate.JUDGE, Gate.DEDUPLICATE)),
          "prompts", new Track(Set.of(Gate.DECONTAMINATE)));

  private final MetricListener listener = new MetricListener();
  private final VerdictCounters counters =
      new VerdictCounters(listener.getMetricGroup(), TRACKS)
          .rejecting(Gate.JUDGE)
          .accepting(track -> !track.runs(Gate.DEDUPLICATE));

  @Test
  void whatMayBeCountedBeginsAtZero() {
    assertThat(rejections("judge", "LOW_SCORE", "general")).contains(0L);
    assertThat(acceptances("prompts")).contains(0L);
  }

  @Test
  void whatCannotComeHasNoCounter() {
    assertThat(rejections("judge", "LOW_SCORE", "prompts")).isEmpty();
    assertThat(rejections("deduplicate", "EXACT_COPY", "general")).isEmpty();
    assertThat(acceptances("general")).isEmpty();
  }

  @Test
  void countsByReasonAndTrack() {
    counters.reject(Reason.LOW_SCORE, "general", "medqa");
    counters.reject(Reason.LOW_SCORE, "general", "medqa");
    counters.accept("prompts");

    assertThat(rejections("judge", "LOW_SCORE", "general")).contains(2L);
    assertThat(acceptances("prompts")).contains(1L);
    assertThat(bySource("medqa")).contains(2L);
  }

  /** Producers name sources, and each name of a metric stays in memory for as long as the job. */
  @Test
  void countsSourcesOfAnyNumberAndLengthInBoundedMemory() {
    int beyond = 1_000;
    for (int source = 0; source < SourceCounters.MAX_SOURCES + beyond; source++) {
      counters.reject(Reason.LOW_SCORE, "general", "s" + source);
    }
    counters.reject(Reason.LOW_SCORE, "general", "x".repeat(60_000));
    counters.reject(Reason.LOW_SCORE, "general", "s7");
    assertThat(bySource("s7")).contains(2L);
    assertThat(bySource("s" + SourceCounters.MAX_SOURCES)).isEmpty();
    assertThat(bySource(SourceCounters.OTHER)).contains(beyond + 1L);
  }

  private Optional<Long> bySource(String source) {
    return listener.getCounter("source", source, "rejected_by_source").map(Counter::getCount);
  }

  private Optional<Long> rejections(String gate, String reason, String track) {
    return listener
        .getCounter("gate", gate, "reason", reason, "track", track, "rejected")
        .map(Counter::getCount);
  }

  private Optional<Long> acceptances(String track) {
    return listener.getCounter("track", track, "accepted").map(Counter::getCount);
  }
}
