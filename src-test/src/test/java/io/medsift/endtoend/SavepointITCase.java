package io.medsift.endtoend;

import static io.medsift.endtoend.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopics;
import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointITCase {
  private static final int SAMPLES = 6_000;
  private static final int PARTITIONS = 4;
  private static final long AFTER_HALF = 2_000_000;
  private static final long AFTER_ALL = 9_000_000;

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Recipe recipe;

  private final List<LoggedRecord> records = MixedSamples.take(3, PARTITIONS, SAMPLES);

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start(directory, 1, 2);
    recipe = Recipes.withoutArtifacts();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void aJobThatStopsAndGoesOnAtAnotherParallelismDecidesAsOneThatDoesNot() throws Exception {
    CurationTopics topics = scenario.load(PARTITIONS, records.subList(0, SAMPLES / 2));
    String half = runUntilHalf(topics, 2);
    scenario.append(topics, records.subList(SAMPLES / 2, SAMPLES));
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, AFTER_ALL));
    RunningJob rest = scenario.restore(half, CurationScenario.unbounded(recipe, topics), 1);
    scenario.awaitRows(topics, SAMPLES);
    rest.cancel();

    Map<String, String> decisions = scenario.read(topics).byPosition();
    assertThat(decisions).containsOnlyKeys(expectedPositions(topics, records));
    assertThat(decisions).isEqualTo(undisturbed(topics));
  }

  @Test
  void aJobThatGrowsAndShrinksDecidesAsOneThatDoesNot() throws Exception {
    int third = SAMPLES / 3;
    CurationTopics topics = scenario.load(PARTITIONS, records.subList(0, third));
    String narrow = runUntilHalf(topics, 1);
    scenario.append(topics, records.subList(third, 2 * third));
    RunningJob wide = scenario.restore(narrow, CurationScenario.unbounded(recipe, topics), 2);
    scenario.awaitRows(topics, third + 100);
    String grown = wide.stopWithSavepoint(directory);
    scenario.append(topics, records.subList(2 * third, SAMPLES));
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, AFTER_ALL));
    RunningJob rest = scenario.restore(grown, CurationScenario.unbounded(recipe, topics), 1);
    scenario.awaitRows(topics, SAMPLES);
    rest.cancel();

    Map<String, String> decisions = scenario.read(topics).byPosition();
    assertThat(decisions).containsOnlyKeys(expectedPositions(topics, records));
    assertThat(decisions).isEqualTo(undisturbed(topics));
  }

  @Test
  void aReplayWithMemoryRepeatsEveryVerdict() throws Exception {
    CurationTopics topics = scenario.load(PARTITIONS, records);
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, AFTER_ALL));
    RunningJob first = scenario.submit(CurationScenario.unbounded(recipe, topics), 1);
    scenario.awaitRows(topics, SAMPLES);
    String savepoint = first.stopWithSavepoint(directory);
    CurationTopics again = scenario.withNewOutputs(topics.samples());
    scenario.replay(savepoint, replay(again), 2).succeed();

    Decisions repeated = scenario.read(again);
    assertThat(repeated.curated()).allMatch(row -> row.verdict().repeated());
    assertThat(repeated.byPosition()).isEqualTo(scenario.read(topics).byPosition());
    assertThat(repeated.byPosition()).isEqualTo(undisturbed(topics));
  }

  @Test
  void aReplayWithMemoryGoesOnToWhatIsNew() throws Exception {
    CurationTopics topics = scenario.load(PARTITIONS, records.subList(0, SAMPLES / 2));
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, AFTER_HALF));
    RunningJob first = scenario.submit(CurationScenario.unbounded(recipe, topics), 2);
    scenario.awaitRows(topics, SAMPLES / 2);
    String savepoint = first.stopWithSavepoint(directory);
    scenario.append(topics, records.subList(SAMPLES / 2, SAMPLES));
    CurationTopics again = scenario.withNewOutputs(topics.samples());
    scenario.replay(savepoint, replay(again), 2).succeed();

    Decisions decisions = scenario.read(again);
    assertThat(decisions.byPosition()).isEqualTo(undisturbed(topics));
    Map<String, String> before = scenario.read(topics).byPosition();
    assertThat(decisions.curated())
        .allMatch(
            row ->
                row.verdict().repeated()
                    == before.containsKey(row.verdict().position().toString()));
  }

  @Test
  void stateOfAnotherRecipeIsRefusedWithoutRestarts() throws Exception {
    CurationTopics topics = scenario.load(PARTITIONS, records.subList(0, 500));
    String savepoint = runUntilHalf(topics, 1);
    DeduplicationSettings other =
        new DeduplicationSettings(DeduplicationSettings.DEFAULT.scope(), 4, 0.8, 26, 5, 32, 8, 1);
    RunningJob job =
        scenario.restore(
            savepoint, CurationScenario.unbounded(Recipes.deduplicateOnly(other), topics), 1);

    Throwable failure = job.fail();
    assertThat(ExceptionUtils.findThrowable(failure, SuppressRestartsException.class)).isPresent();
    assertThat(failure).rootCause().hasMessageContainingAll("jaccard=0.7", "jaccard=0.8");
    assertThat(job.restarts()).isZero();
  }

  /** Stops while samples wait in buffers: no heartbeat closes the last ones. */
  private String runUntilHalf(CurationTopics topics, int parallelism) throws Exception {
    RunningJob job = scenario.submit(CurationScenario.unbounded(recipe, topics), parallelism);
    scenario.awaitRows(topics, 100);
    return job.stopWithSavepoint(directory);
  }

  private static CurationSettings replay(CurationTopics topics) {
    return new CurationSettings(
        recipe, null, null, topics, true, topics.accepted(), "read-" + topics.accepted());
  }

  private Map<String, String> undisturbed(CurationTopics topics) throws Exception {
    return scenario.run(recipe, scenario.withNewOutputs(topics.samples()), 2).byPosition();
  }
}
