package io.medsift.integration.curation;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.Recipe;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.Recipes;
import io.medsift.testkit.scenario.RunningJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointITCase {
  private static final int SAMPLES = Testbed.scaled(900);
  private static final int LATER = 150;
  private static final int PARTITIONS = 4;
  private static final int MORE_PARTITIONS = 6;
  private static final long AFTER_ALL = 2_000_000;
  private static final long AFTER_LATER = 9_000_000;

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Recipe recipe;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start();
    recipe = Recipes.withoutArtifacts();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  /** Stops while samples wait in buffers: no heartbeat closes the last ones. */
  @Test
  void aJobThatGrowsAndShrinksOnATopicThatGrowsDecidesAsOneThatDoesNotAndRemembers()
      throws Exception {
    int third = SAMPLES / 3;
    List<LoggedRecord> records =
        new ArrayList<>(MixedSamples.take(3, PARTITIONS, SAMPLES).subList(0, 2 * third));
    CurationTopics topics = scenario.load(PARTITIONS, records.subList(0, third));
    String narrow = runUntilSomeRows(topics, 1);
    scenario.append(topics, records.subList(third, 2 * third));
    RunningJob wide = scenario.restore(narrow, CurationScenario.unbounded(recipe, topics), 2);
    scenario.awaitRows(topics, third + 100);
    String grown = wide.stopWithSavepoint(directory);
    scenario.grow(topics, MORE_PARTITIONS);
    List<LoggedRecord> last = later(MixedSamples.take(4, MORE_PARTITIONS, third), third * 4L + 100);
    records.addAll(last);
    scenario.append(topics, last);
    scenario.append(topics, LoggedRecord.heartbeats(MORE_PARTITIONS, AFTER_ALL));
    RunningJob rest = scenario.restore(grown, CurationScenario.unbounded(recipe, topics), 1);
    scenario.awaitRows(topics, SAMPLES);
    String all = rest.stopWithSavepoint(directory);
    Map<String, Decided> decisions = scenario.read(topics).byPosition();
    assertThat(decisions).containsOnlyKeys(expectedPositions(topics, records));

    scenario.append(topics, later(MixedSamples.take(5, MORE_PARTITIONS, LATER), AFTER_ALL));
    scenario.append(topics, LoggedRecord.heartbeats(MORE_PARTITIONS, AFTER_LATER));
    CurationTopics again = scenario.withNewOutputs(topics.samples());
    scenario.replay(all, replay(again), 2).succeed();
    Decisions repeated = scenario.read(again);
    Map<String, Decided> undisturbed = undisturbed(topics);
    assertThat(repeated.byPosition()).isEqualTo(undisturbed);
    assertThat(undisturbed).hasSize(SAMPLES + LATER).containsAllEntriesOf(decisions);
    assertThat(repeated.curated())
        .allMatch(
            row ->
                row.verdict().repeated()
                    == decisions.containsKey(row.verdict().position().toString()));
  }

  @Test
  void stateOfAnotherRecipeOrTopicIsRefusedWithoutRestarts() throws Exception {
    CurationTopics topics = scenario.load(PARTITIONS, MixedSamples.take(3, PARTITIONS, 500));
    String savepoint = runUntilSomeRows(topics, 1);
    DeduplicationSettings other =
        new DeduplicationSettings(DeduplicationSettings.DEFAULT.scope(), 4, 0.8, 26, 5, 32, 8, 1);
    assertRefused(savepoint, Recipes.deduplicateOnly(other), topics, "jaccard=0.7", "jaccard=0.8");

    CurationTopics others = scenario.load(PARTITIONS, List.of());
    assertRefused(
        savepoint, recipe, others, "'" + topics.samples() + "'", "'" + others.samples() + "'");
  }

  private static void assertRefused(
      String savepoint, Recipe recipe, CurationTopics topics, String... words) throws Exception {
    RunningJob job = scenario.restore(savepoint, CurationScenario.unbounded(recipe, topics), 1);
    Throwable failure = job.fail();
    assertThat(ExceptionUtils.findThrowable(failure, SuppressRestartsException.class)).isPresent();
    assertThat(failure).rootCause().hasMessageContainingAll(words);
    assertThat(job.restarts()).isZero();
  }

  private static String runUntilSomeRows(CurationTopics topics, int parallelism) throws Exception {
    RunningJob job = scenario.submit(CurationScenario.unbounded(recipe, topics), parallelism);
    scenario.awaitRows(topics, 100);
    return job.stopWithSavepoint(directory);
  }

  private static List<LoggedRecord> later(List<LoggedRecord> records, long by) {
    return records.stream()
        .map(
            record -> new LoggedRecord(record.partition(), record.timestamp() + by, record.value()))
        .toList();
  }

  private static CurationSettings replay(CurationTopics topics) {
    return new CurationSettings(
        recipe, null, null, topics, true, topics.accepted(), "read-" + topics.accepted());
  }

  private static Map<String, Decided> undisturbed(CurationTopics topics) throws Exception {
    return scenario.run(recipe, scenario.withNewOutputs(topics.samples()), 2).byPosition();
  }
}
