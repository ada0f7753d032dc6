package io.medsift.curation.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.state.Rank;
import io.medsift.recipe.BalanceSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Samples are counted in their order, however they come, and once, however often they come. */
class QuotaOperatorTest {
  private static final int STEP = 100;

  private static OperatorHarness<QuotaRequest, Void, QuotaDecision> count(BalanceSettings settings)
      throws Exception {
    return OperatorHarness.keyed(
        new QuotaOperator(settings, null),
        sample -> QuotaOperator.ONLY_KEY,
        Types.INT,
        Subtask.ONLY);
  }

  private static BalanceSettings limits(Integer prompt, Integer source) {
    return new BalanceSettings(prompt, source, null, null, null, null, null);
  }

  private static QuotaRequest sample(int at, boolean repeated, boolean late) {
    // Three of one time each, as those of one decision on a prompt have.
    long time = 1_000L + at / 3;
    return new QuotaRequest(
        new Rank(900 + at, at % 2, at),
        time,
        repeated,
        late,
        "s" + at,
        "t",
        "p" + at % 20,
        "source" + at % 3,
        null,
        null);
  }

  private static List<QuotaRequest> samples(int from, int to, boolean repeated) {
    List<QuotaRequest> samples = new ArrayList<>();
    for (int at = from; at < to; at++) {
      samples.add(sample(at, repeated, false));
    }
    return samples;
  }

  /** Feeds samples in disorder, each before the watermark passes its time. */
  private static void feed(
      OperatorHarness<QuotaRequest, Void, QuotaDecision> count,
      List<QuotaRequest> samples,
      long seed)
      throws Exception {
    Random random = new Random(seed);
    for (int start = 0; start < samples.size(); start += STEP) {
      List<QuotaRequest> part =
          new ArrayList<>(samples.subList(start, Math.min(samples.size(), start + STEP)));
      Collections.shuffle(part, random);
      for (QuotaRequest sample : part) {
        count.left(sample);
      }
      long highest = part.stream().mapToLong(QuotaRequest::time).max().orElseThrow();
      // The last ones wait: the next part has some of the same time.
      count.watermark(highest - 1);
    }
  }

  private static Map<Long, QuotaDecision> said(
      OperatorHarness<QuotaRequest, Void, QuotaDecision> count) {
    Map<Long, QuotaDecision> said = new TreeMap<>();
    for (QuotaDecision decision : count.output()) {
      QuotaDecision other = said.put(decision.sample().offset(), decision);
      assertThat(other == null ? decision : other).isEqualTo(decision);
    }
    return said;
  }

  private static Map<Long, QuotaDecision> undisturbed(int samples) throws Exception {
    try (var count = count(limits(4, 25)).start()) {
      for (QuotaRequest sample : samples(0, samples, false)) {
        count.left(sample);
      }
      count.watermark(Long.MAX_VALUE);
      return said(count);
    }
  }

  @Test
  void theOrderOfArrivalDecidesNothing() throws Exception {
    Map<Long, QuotaDecision> expected = undisturbed(600);
    assertThat(expected.values()).filteredOn(QuotaDecision::keeps).hasSizeBetween(60, 80);
    for (long seed = 0; seed < 3; seed++) {
      try (var count = count(limits(4, 25)).start()) {
        feed(count, samples(0, 600, false), seed);
        count.watermark(Long.MAX_VALUE);
        assertThat(said(count)).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsReadAgainOverStateIsSaidAgainAndNotCounted() throws Exception {
    Map<Long, QuotaDecision> expected = undisturbed(600);
    OperatorSubtaskState half;
    Map<Long, QuotaDecision> before;
    try (var count = count(limits(4, 25)).start()) {
      feed(count, samples(0, 301, false), 1);
      half = count.snapshot();
      before = said(count);
    }
    try (var count = count(limits(4, 25)).restore(half)) {
      feed(count, samples(0, 301, true), 2);
      feed(count, samples(301, 600, false), 3);
      count.watermark(Long.MAX_VALUE);
      assertThat(said(count)).isEqualTo(expected);
      assertThat(expected).containsAllEntriesOf(before);
    }
  }

  @Test
  void whatCameBehindTheWatermarkIsSaidAgainThoughItsPlaceIsAnother() throws Exception {
    QuotaRequest late = sample(300, false, true);
    OperatorSubtaskState after;
    boolean kept;
    try (var count = count(limits(null, 10)).start()) {
      feed(count, samples(0, 300, false), 1);
      count.left(late);
      count.watermark(5_000);
      kept = said(count).get(300L).keeps();
      after = count.snapshot();
    }
    assertThat(kept).isFalse();
    QuotaRequest again =
        new QuotaRequest(
            new Rank(1, 0, 300), 1, true, false, "s300", "t", "p0", "source0", null, null);
    try (var count = count(limits(null, 10)).restore(after)) {
      count.left(again);
      assertThat(said(count).get(300L).keeps()).isFalse();
    }
  }

  @Test
  void aLimitMayChangeButNotGo() throws Exception {
    OperatorSubtaskState state;
    try (var count = count(limits(4, 25)).start()) {
      feed(count, samples(0, 300, false), 1);
      state = count.snapshot();
    }
    try (var count = count(limits(9, 1_000)).restore(state)) {
      feed(count, samples(300, 600, false), 1);
      count.watermark(Long.MAX_VALUE);
      assertThat(said(count).values()).filteredOn(QuotaDecision::keeps).hasSizeGreaterThan(90);
    }
    Throwable refused = catchThrowable(() -> count(limits(4, null)).restore(state).close());
    assertThat(refused)
        .rootCause()
        .hasMessageContaining("no limit by source any more. Set balance.per_source");
  }

  private static QuotaRequest of(
      long time, int at, boolean repeated, boolean late, String prompt, String source) {
    return new QuotaRequest(
        new Rank(time, 0, at), time, repeated, late, "s" + at, "t", prompt, source, null, null);
  }

  @Test
  void aReplayCountsWhatAnotherGateHadRejectedAndSaysTheSameOfItLater() throws Exception {
    OperatorSubtaskState state;
    try (var count = count(limits(1, 3)).start()) {
      count.left(of(10, 1, false, false, "p1", "s"));
      count.left(of(20, 2, false, false, "p2", "s"));
      count.watermark(100);
      state = count.snapshot();
    }
    for (int run = 0; run < 2; run++) {
      try (var count = count(limits(1, 3)).restore(state)) {
        for (int at = 1; at < 9; at++) {
          // Only the first two had come so far.
          count.left(of(at * 10L, at, true, false, "p" + (at < 3 ? at : 3 + at / 2), "s"));
        }
        Map<Long, QuotaDecision> said = said(count);
        assertThat(said.values()).filteredOn(QuotaDecision::keeps).hasSize(3);
        assertThat(said.get(1L).keeps()).isTrue();
        assertThat(said.get(2L).keeps()).isTrue();
        assertThat(said.get(3L).keeps()).isTrue();
        assertThat(said.get(4L).by()).isEqualTo("source");
        state = count.snapshot();
      }
    }
  }

  @Test
  void whatIsCountedSinceLaterLeavesEarlierVerdictsAlone() throws Exception {
    OperatorSubtaskState state;
    try (var count = count(limits(null, 9)).start()) {
      count.left(of(10, 1, false, false, null, "s"));
      count.left(of(20, 2, false, false, null, "s"));
      count.watermark(100);
      state = count.snapshot();
    }
    for (int run = 0; run < 2; run++) {
      try (var count = count(limits(1, 9)).restore(state)) {
        count.left(of(10, 1, true, false, "p", "s"));
        count.left(of(20, 2, true, false, "p", "s"));
        assertThat(said(count).values()).allMatch(QuotaDecision::keeps);
        state = count.snapshot();
      }
    }
  }

  @Test
  void whatComesBehindTheEndOfABoundedRunIsSaidAgainInAReplay() throws Exception {
    OperatorSubtaskState state;
    try (var count = count(limits(null, 2)).start()) {
      count.left(of(10, 1, false, false, null, "s"));
      count.left(of(30, 3, false, false, null, "s"));
      count.left(of(40, 4, false, false, null, "s"));
      count.watermark(Long.MAX_VALUE);
      assertThat(said(count).get(4L).keeps()).isFalse();
      state = count.snapshot();
    }
    Map<Long, QuotaDecision> said;
    try (var count = count(limits(null, 3)).restore(state)) {
      count.left(of(25, 6, false, false, null, "s"));
      count.left(of(20, 5, false, false, null, "s"));
      said = said(count);
      assertThat(said.get(6L).keeps()).isTrue();
      assertThat(said.get(5L).keeps()).isFalse();
      state = count.snapshot();
    }
    try (var count = count(limits(null, 3)).restore(state)) {
      count.left(of(10, 1, true, false, null, "s"));
      count.left(of(20, 5, true, false, null, "s"));
      count.left(of(25, 6, true, false, null, "s"));
      count.left(of(30, 3, true, false, null, "s"));
      count.left(of(40, 4, true, false, null, "s"));
      Map<Long, QuotaDecision> again = said(count);
      assertThat(again).containsAllEntriesOf(said);
      assertThat(again.get(4L).keeps()).isFalse();
    }
  }

  @Test
  void aLateSampleThatWaitsIsDecidedOnceThoughItComesAgainAtItsOwnTime() throws Exception {
    OperatorSubtaskState state;
    try (var count = count(limits(null, 2)).start()) {
      count.left(of(10, 1, false, false, null, "s"));
      count.left(of(20, 2, false, false, null, "s"));
      count.watermark(100);
      count.left(of(101, 3, false, true, null, "s"));
      state = count.snapshot();
    }
    try (var count = count(limits(null, 2)).restore(state)) {
      count.left(of(5, 3, true, false, null, "s"));
      assertThat(count.output()).isEmpty();
      count.watermark(200);
      assertThat(count.output()).hasSize(2).allMatch(decision -> decision.by().equals("source"));
    }
  }
}
