package io.medsift.integration.curation;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.Recipe;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.Recipes;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.verdict.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ChaosITCase} does in each build, with more samples and on a cluster in this JVM. */
@Tag("long")
class SurvivalITCase {
  private static final int SAMPLES = 20_000;
  private static final int PARTITIONS = 4;
  private static final int SLICE = 250;

  @TempDir private static Path directory;
  private static CurationScenario scenario;

  @BeforeAll
  static void start() throws Exception {
    scenario = CurationScenario.start(directory, 2, 1);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void verdictsAreTheSameWhenTaskManagersDie() throws Exception {
    Recipe recipe = Recipes.withoutArtifacts();
    List<LoggedRecord> records = MixedSamples.take(7, PARTITIONS, SAMPLES);
    CurationTopics topics = scenario.load(PARTITIONS, List.of());
    RunningJob job = scenario.submit(CurationScenario.unbounded(recipe, topics), 2);
    for (int half = 0; half < 2; half++) {
      List<LoggedRecord> these = records.subList(half * SAMPLES / 2, (half + 1) * SAMPLES / 2);
      CompletableFuture<Void> feeding = CompletableFuture.runAsync(() -> feed(topics, these));
      scenario.awaitRows(topics, scenario.rows(topics) + 1);
      kill(half);
      feeding.get();
    }
    scenario.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    scenario.awaitRows(topics, SAMPLES);
    job.cancel();

    assertThat(job.restarts()).isGreaterThanOrEqualTo(2);
    Decisions disturbed = scenario.read(topics);
    assertThat(disturbed.byPosition()).containsOnlyKeys(expectedPositions(topics, records));
    CurationTopics again = scenario.withNewOutputs(topics.samples());
    Decisions undisturbed = scenario.run(recipe, again, 2);
    assertThat(disturbed.byPosition()).isEqualTo(undisturbed.byPosition());
    assertThat(undisturbed.reasons())
        .containsExactlyInAnyOrder(
            Reason.WRONG_ANSWER,
            Reason.UNVERIFIABLE_ANSWER,
            Reason.LOW_SCORE,
            Reason.EXACT_COPY,
            Reason.NEAR_DUPLICATE);
    assertThat(undisturbed.deadLetters()).hasSizeGreaterThan(SAMPLES / 50);
  }

  /** Little by little, so that samples are under way in every stage when a TaskManager dies. */
  private static void feed(CurationTopics topics, List<LoggedRecord> records) {
    try {
      for (int start = 0; start < records.size(); start += SLICE) {
        scenario.append(topics, records.subList(start, Math.min(records.size(), start + SLICE)));
      }
    } catch (Exception e) {
      throw new IllegalStateException("the samples could not be sent", e);
    }
  }

  /** All of the job runs on one slot of each of two: it cannot go on without either. */
  private static void kill(int taskManager) throws Exception {
    scenario.cluster().miniCluster().terminateTaskManager(taskManager).get();
    scenario.cluster().miniCluster().startTaskManager();
  }
}
