package io.medsift.integration.curation;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.BalanceSettings;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 20,000 prompts with eight responses each, of which all is known, while TaskManagers die. */
@Tag("long")
class ManyPromptsITCase {
  private static final int PROMPTS = Integer.getInteger("medsift.prompts", 20_000);
  private static final int PARTITIONS = 4;
  private static final int SLICE = 2_000;

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Recipe recipe;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start(directory, 2, 1);
    Set<Gate> gates = EnumSet.of(Gate.BALANCE);
    Recipe grouped = SampledPrompts.recipe();
    gates.addAll(grouped.tracks().get(SampledPrompts.TRACK).gates());
    recipe =
        grouped.toBuilder()
            .balance(new BalanceSettings(null, PROMPTS / 6, null, null, null, null, null))
            .tracks(Map.of(SampledPrompts.TRACK, new Track(gates)))
            .build();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void countsAreExactThroughTwoKillsOnReplayAndHoweverTheWorkIsSpread() throws Exception {
    SampledPrompts prompts = new SampledPrompts(PROMPTS, PARTITIONS);
    List<LoggedRecord> records = prompts.records();
    CurationTopics topics = scenario.load(PARTITIONS, List.of());
    RunningJob job = scenario.submit(CurationScenario.unbounded(recipe, topics), 2);
    int half = records.size() / 2;
    feed(topics, records.subList(0, half), 0);
    feed(topics, records.subList(half, records.size()), 1);
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, prompts.end()));
    scenario.awaitRows(topics, records.size());
    job.cancel();

    assertThat(job.restarts()).isGreaterThanOrEqualTo(2);
    Decisions disturbed = scenario.read(topics);
    // AssertJ's comparison in any order takes the square of 160,000.
    assertThat(counted(disturbed.positions().stream()))
        .isEqualTo(counted(Arrays.stream(Decisions.expectedPositions(topics, records))));
    assertThat(said(topics)).isEqualTo(prompts.truth());
    Map<String, Decided> verdicts = disturbed.byPosition();
    Set<String> accepted = disturbed.acceptedIds();
    assertThat(accepted).hasSize(PROMPTS / 6 * 3);
    assertThat(disturbed.reasons()).contains(Reason.QUOTA_REACHED);

    CurationTopics again = scenario.withNewOutputs(topics.samples());
    assertThat(scenario.run(recipe, again, 1).byPosition()).isEqualTo(verdicts);
    assertThat(said(again)).isEqualTo(prompts.truth());

    SampledPrompts narrow = new SampledPrompts(PROMPTS, 1);
    CurationTopics one = scenario.load(1, narrow.records());
    assertThat(scenario.run(recipe, one, 2).acceptedIds()).isEqualTo(accepted);
    assertThat(said(one)).isEqualTo(narrow.truth());
  }

  private static <T> Map<T, Long> counted(Stream<T> values) {
    return values.collect(groupingBy(identity(), counting()));
  }

  /** Sends samples little by little, and kills a TaskManager meanwhile. */
  private static void feed(CurationTopics topics, List<LoggedRecord> records, int taskManager)
      throws Exception {
    CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> append(topics, records));
    scenario.awaitRows(topics, scenario.rows(topics) + records.size() / 4);
    scenario.cluster().miniCluster().terminateTaskManager(taskManager).get();
    scenario.cluster().miniCluster().startTaskManager();
    feeding.get();
  }

  private static void append(CurationTopics topics, List<LoggedRecord> records) {
    try {
      for (int start = 0; start < records.size(); start += SLICE) {
        scenario.append(topics, records.subList(start, Math.min(records.size(), start + SLICE)));
      }
    } catch (Exception e) {
      throw new IllegalStateException("the samples could not be sent", e);
    }
  }

  private static Map<String, String> said(CurationTopics topics) throws Exception {
    return scenario.prompts(topics).values().stream()
        .collect(
            toMap(PromptDecision::prompt, SampledPrompts::said, (a, b) -> a + b, TreeMap::new));
  }
}
