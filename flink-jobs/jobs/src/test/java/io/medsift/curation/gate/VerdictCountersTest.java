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
    counters.reject(Reason.LOW_SCORE, "general");
    counters.reject(Reason.LOW_SCORE, "general");
    counters.accept("prompts");

    assertThat(rejections("judge", "LOW_SCORE", "general")).contains(2L);
    assertThat(acceptances("prompts")).contains(1L);
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
