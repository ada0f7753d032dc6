package io.medsift.endtoend;

import static io.medsift.endtoend.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopics;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileRecordsITCase {
  private static final int RECORDS = 10_000;
  private static final int PARTITIONS = 4;

  @TempDir private Path directory;

  @Test
  void noneIsLostAndTheJobNeitherFailsNorHangs() throws Exception {
    List<LoggedRecord> records = HostileRecords.take(17, PARTITIONS, RECORDS);
    try (CurationScenario scenario = CurationScenario.start(directory.resolve("cluster"), 1, 2)) {
      CurationTopics topics = scenario.load(PARTITIONS, records);
      CurationSettings settings =
          new CurationSettings(
              RecipeLoader.named("recommended"),
              DemoSamples.benchmarks(directory.resolve("benchmarks")),
              DemoSamples.centroids(),
              topics,
              true,
              topics.accepted());
      RunningJob job = scenario.submit(settings, 2);
      job.succeed();
      scenario.awaitRows(topics, RECORDS);

      assertThat(job.restarts()).isZero();
      Decisions decisions = scenario.read(topics);
      assertThat(decisions.byPosition()).containsOnlyKeys(expectedPositions(topics, records));
      assertThat(decisions.deadLetters()).hasSizeBetween(RECORDS / 3, RECORDS * 9 / 10);
    }
  }
}
