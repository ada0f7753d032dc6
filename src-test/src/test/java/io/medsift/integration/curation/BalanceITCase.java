package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.recipe.BalanceSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.testkit.scenario.SampledPrompts;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Verdict;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate balance, against limits that are applied by hand to what a run without it accepts. */
class BalanceITCase {
  private static final int PROMPTS = 60;
  private static final BalanceSettings LIMITS =
      new BalanceSettings(2, 30, null, null, Map.of("s1", 12), null, null);

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Recipe plain;
  private static Recipe grouped;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    grouped = SampledPrompts.recipe();
    plain = with(EnumSet.of(Gate.VERIFY, Gate.DEDUPLICATE), null);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  private static Recipe with(Set<Gate> gates, BalanceSettings limits) {
    Set<Gate> all = EnumSet.copyOf(gates);
    if (limits != null) {
      all.add(Gate.BALANCE);
    }
    return grouped.toBuilder()
        .balance(limits == null ? BalanceSettings.DEFAULT : limits)
        .tracks(Map.of(SampledPrompts.TRACK, new Track(all)))
        .build();
  }

  /** Samples that are accepted without limits, in order, to those that limits leave. */
  private static Set<String> within(List<String> ids) {
    Map<String, Integer> counts = new HashMap<>();
    Set<String> kept = new TreeSet<>();
    for (String id : ids) {
      String prompt = id.substring(0, id.indexOf('-'));
      String source = "s" + Integer.parseInt(prompt.substring(1)) % 3;
      int limit = source.equals("s1") ? 12 : 30;
      if (counts.getOrDefault(prompt, 0) < 2 && counts.getOrDefault(source, 0) < limit) {
        counts.merge(prompt, 1, Integer::sum);
        counts.merge(source, 1, Integer::sum);
        kept.add(id);
      }
    }
    return kept;
  }

  private static List<String> accepted(Decisions decisions) {
    return decisions.byId().entrySet().stream()
        .filter(each -> each.getValue().decision() == Decision.ACCEPTED)
        .sorted(Comparator.comparingLong(each -> each.getValue().timestamp()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void whatStaysIsWhatLimitsLeaveHoweverTheWorkIsSpread() throws Exception {
    CurationTopics one = scenario.load(1, new SampledPrompts(PROMPTS, 1).records());
    Set<String> expected = within(accepted(scenario.run(plain, one, 1)));
    assertThat(expected).hasSizeBetween(60, 72);

    Recipe balanced = with(plain.tracks().get(SampledPrompts.TRACK).gates(), LIMITS);
    CurationTopics narrow = scenario.withNewOutputs(one.samples());
    Decisions alone = scenario.run(balanced, narrow, 1);
    assertThat(alone.acceptedIds()).isEqualTo(expected);
    checkEvidence(alone);

    CurationTopics four = scenario.load(4, new SampledPrompts(PROMPTS, 4).records());
    Decisions together = scenario.run(balanced, four, 2);
    assertThat(together.comparable()).isEqualTo(alone.comparable());
  }

  /** The samples that a rejection names were kept, and there are as many as it says. */
  private static void checkEvidence(Decisions decisions) {
    Map<String, Verdict> byId = decisions.byId();
    Set<String> kept = decisions.acceptedIds();
    int checked = 0;
    for (Verdict verdict : byId.values()) {
      if (verdict.reason() == Reason.QUOTA_REACHED) {
        Evidence.Quota quota = (Evidence.Quota) verdict.evidence();
        assertThat(byId.get(quota.firstId()).position()).isEqualTo(quota.first());
        assertThat(byId.get(quota.lastId()).position()).isEqualTo(quota.last());
        assertThat(kept).contains(quota.firstId(), quota.lastId());
        assertThat(quota.kept()).isEqualTo(quota.limit());
        assertThat(byId.get(quota.lastId()).timestamp()).isLessThan(verdict.timestamp());
        if (quota.by().equals("source")) {
          long of =
              kept.stream()
                  .filter(id -> id.startsWith("p") && source(id).equals(quota.value()))
                  .count();
          assertThat(of).isEqualTo(quota.kept());
        }
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(60);
  }

  private static String source(String id) {
    return "s" + Integer.parseInt(id.substring(1, id.indexOf('-'))) % 3;
  }

  @Tag("long")
  @Test
  void behindGatesThatWaitForPromptsItCountsInTheOrderOfTheirDecisionsAlsoAfterAStop()
      throws Exception {
    BalanceSettings limits = new BalanceSettings(null, 9, null, null, null, null, null);
    Recipe balanced = with(grouped.tracks().get(SampledPrompts.TRACK).gates(), limits);
    SampledPrompts prompts = new SampledPrompts(PROMPTS, 4);
    List<LoggedRecord> records = prompts.records();
    CurationTopics topics = scenario.load(4, records.subList(0, records.size() / 2));
    RunningJob first = scenario.submit(CurationScenario.unbounded(balanced, topics), 1);
    scenario.awaitRows(topics, 60);
    String half = first.stopWithSavepoint(directory);
    scenario.append(topics, records.subList(records.size() / 2, records.size()));
    scenario.append(topics, LoggedRecord.heartbeats(4, prompts.end()));
    RunningJob second = scenario.restore(half, CurationScenario.unbounded(balanced, topics), 2);
    scenario.awaitRows(topics, records.size());
    String all = second.stopWithSavepoint(directory);

    Map<String, Integer> counts = new HashMap<>();
    Set<String> expected = new TreeSet<>();
    scenario.prompts(topics).values().stream()
        .filter(decision -> !decision.kept().isEmpty())
        .sorted(Comparator.comparingLong(PromptDecision::timestamp))
        .map(decision -> decision.kept().get(0).id())
        .filter(id -> counts.merge(source(id), 1, Integer::sum) <= 9)
        .forEach(expected::add);
    assertThat(expected).hasSize(27);
    Decisions decisions = scenario.read(topics);
    assertThat(decisions.acceptedIds()).isEqualTo(expected);
    assertThat(decisions.positions())
        .containsExactlyInAnyOrder(Decisions.expectedPositions(topics, records));
    Map<String, Decided> verdicts = new TreeMap<>(decisions.byPosition());

    CurationTopics again = scenario.withNewOutputs(topics.samples());
    CurationSettings replay =
        new CurationSettings(balanced, null, null, again, true, again.accepted(), "read-again");
    scenario.replay(all, replay, 2).succeed();
    for (String output : again.outputs(balanced)) {
      CommittedEnd.await(again.connection(), output);
    }
    assertThat(scenario.read(again).byPosition()).isEqualTo(verdicts);
  }
}
