package io.medsift.integration.curation;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.testkit.scenario.SampledPrompts;
import io.medsift.verdict.Gate;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates that look at all responses to a prompt, on prompts of which all is known. */
class PromptsITCase {
  private static final int PROMPTS = 60;

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Recipe recipe;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    recipe = SampledPrompts.recipe();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void countsAndChoicesAreTheTruthHoweverTheWorkIsSpread() throws Exception {
    SampledPrompts narrow = new SampledPrompts(PROMPTS, 1);
    CurationTopics one = scenario.load(1, narrow.records());
    Decisions alone = scenario.run(recipe, one, 1);
    assertThat(said(one)).isEqualTo(narrow.truth());
    assertThat(alone.reasons())
        .contains(Reason.LOW_PASS_RATE, Reason.HIGH_PASS_RATE, Reason.NOT_SELECTED);

    SampledPrompts wide = new SampledPrompts(PROMPTS, 4);
    CurationTopics four = scenario.load(4, wide.records());
    Decisions together = scenario.run(recipe, four, 2);
    assertThat(said(four)).isEqualTo(wide.truth());
    assertThat(together.comparable()).isEqualTo(alone.comparable());
    assertThat(keptIds(scenario.prompts(four))).isEqualTo(together.acceptedIds());
  }

  @Test
  void aJobThatStopsHalfWayAndAReplayOverItsStateSayTheSame() throws Exception {
    SampledPrompts prompts = new SampledPrompts(PROMPTS, 4);
    List<LoggedRecord> records = prompts.records();
    CurationTopics topics = scenario.load(4, records.subList(0, records.size() / 2));
    RunningJob first = scenario.submit(CurationScenario.unbounded(recipe, topics), 1);
    scenario.awaitRows(topics, 60);
    String half = first.stopWithSavepoint(directory);
    scenario.append(topics, records.subList(records.size() / 2, records.size()));
    scenario.append(topics, LoggedRecord.heartbeats(4, prompts.end()));
    RunningJob second = scenario.restore(half, CurationScenario.unbounded(recipe, topics), 2);
    scenario.awaitRows(topics, records.size());
    String all = second.stopWithSavepoint(directory);
    assertThat(said(topics)).isEqualTo(prompts.truth());
    Map<String, Decided> decisions = scenario.read(topics).byPosition();

    CurationTopics again = scenario.withNewOutputs(topics.samples());
    scenario.replay(all, replay(again), 2).succeed();
    for (String output : again.outputs(recipe)) {
      CommittedEnd.await(again.connection(), output);
    }
    assertThat(scenario.read(again).byPosition()).isEqualTo(decisions);
    assertThat(said(again)).isEqualTo(prompts.truth());

    CurationTopics fromHalf = scenario.withNewOutputs(topics.samples());
    CurationSettings waiting =
        replay(fromHalf).startedFrom(new org.apache.flink.core.fs.Path(half));
    scenario.replay(half, waiting, 2).succeed();
    for (String output : fromHalf.outputs(recipe)) {
      CommittedEnd.await(fromHalf.connection(), output);
    }
    assertThat(scenario.rows(fromHalf)).isEqualTo(records.size());
    assertThat(scenario.read(fromHalf).byPosition()).isEqualTo(decisions);

    CurationTopics anew = scenario.withNewOutputs(topics.samples());
    assertThat(scenario.run(recipe, anew, 1).byPosition()).isEqualTo(decisions);
  }

  @Test
  void gatesThatAnUpgradeAddsLetPassWhatWasUnderWayAndCannotBeRemoved() throws Exception {
    Recipe without =
        recipe.toBuilder()
            .tracks(
                Map.of(SampledPrompts.TRACK, new Track(EnumSet.of(Gate.VERIFY, Gate.DEDUPLICATE))))
            .build();
    SampledPrompts prompts = new SampledPrompts(PROMPTS, 4);
    List<LoggedRecord> records = prompts.records();
    CurationTopics topics = scenario.load(4, records.subList(0, records.size() / 2));
    RunningJob before = scenario.submit(CurationScenario.unbounded(without, topics), 1);
    scenario.awaitRows(topics, 60);
    String half = before.stopWithSavepoint(directory);
    scenario.append(topics, records.subList(records.size() / 2, records.size()));
    scenario.append(topics, LoggedRecord.heartbeats(4, prompts.end()));
    RunningJob after = scenario.restore(half, CurationScenario.unbounded(recipe, topics), 1);
    scenario.awaitRows(topics, records.size());
    String all = after.stopWithSavepoint(directory);

    assertThat(scenario.read(topics).positions())
        .containsExactlyInAnyOrder(Decisions.expectedPositions(topics, records));
    int counted = 0;
    for (PromptDecision decision : scenario.prompts(topics).values()) {
      counted += decision.counts().responses() + decision.late();
    }
    assertThat(counted).isBetween(records.size() / 4, records.size() / 2);

    Throwable refused =
        catchThrowable(
            () -> scenario.restore(all, CurationScenario.unbounded(without, topics), 1).succeed());
    assertThat(ExceptionUtils.stringifyException(refused)).contains("Cannot map");
  }

  private static CurationSettings replay(CurationTopics topics) {
    return new CurationSettings(recipe, null, null, topics, true, topics.accepted(), "read-again");
  }

  private static Map<String, String> said(CurationTopics topics) throws Exception {
    return scenario.prompts(topics).values().stream()
        .collect(
            toMap(PromptDecision::prompt, SampledPrompts::said, (a, b) -> a + b, TreeMap::new));
  }

  private static Set<String> keptIds(Map<String, PromptDecision> prompts) {
    Set<String> ids = new TreeSet<>();
    prompts.values().forEach(prompt -> prompt.kept().forEach(kept -> ids.add(kept.id())));
    return ids;
  }
}
