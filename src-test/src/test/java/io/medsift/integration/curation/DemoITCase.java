package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.DemoSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's samples through every gate: what their author expected, however the job is run. {@code
 * DemoExportITCase} runs them once in each build.
 */
@Tag("long")
class DemoITCase {
  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Path benchmarks;

  @BeforeAll
  static void start() throws Exception {
    benchmarks = DemoSamples.benchmarks(directory.resolve("benchmarks"));
    scenario = CurationScenario.start();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void decidesAsExpectedHoweverTheLogIsSpreadAndTheJobIsScaled() throws Exception {
    Decisions one = run(1, 1);
    Decisions four = run(4, 2);

    assertThat(four.comparable()).isEqualTo(one.comparable());
    assertThat(one.positions()).hasSize(DemoSamples.lines().size()).doesNotHaveDuplicates();
    int expected = DemoSamples.requireExpected(one.curated());
    assertThat(expected).isGreaterThan(300);
    assertThat(one.deadLetters()).isNotEmpty();
  }

  private static Decisions run(int partitions, int parallelism) throws Exception {
    CurationTopics topics = scenario.load(partitions, DemoSamples.spread(partitions));
    return scenario.run(
        new CurationSettings(
            RecipeLoader.named("recommended"),
            benchmarks,
            DemoSamples.centroids(),
            topics,
            true,
            topics.samples()),
        parallelism);
  }
}
