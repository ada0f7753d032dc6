package io.medsift.integration.curation;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.DemoSamples;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.Recipes;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.verdict.DeadLetter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that mean harm: each gets its decision, and the job never stops. */
class HostileRecordsITCase {
  private static final int RECORDS = Testbed.scaled(320);
  private static final int PARTITIONS = 3;
  private static final int LONGEST_SENTENCE = 1_000;

  @TempDir private static Path directory;
  private static CurationScenario scenario;
  private static Path benchmarks;

  @BeforeAll
  static void start() throws Exception {
    benchmarks = DemoSamples.benchmarks(directory);
    scenario = CurationScenario.start();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"recommended", "ii-medical-sft"})
  void eachGetsOneDecision(String recipe) throws Exception {
    List<LoggedRecord> records =
        HostileRecords.take(recipe.hashCode(), DemoSamples.lines(), PARTITIONS, RECORDS);
    if (recipe.equals("recommended")) {
      records.addAll(CraftedRecords.take(2_000, PARTITIONS));
    }
    CurationTopics topics = scenario.load(PARTITIONS, records);
    RunningJob job =
        scenario.submit(
            new CurationSettings(
                RecipeLoader.named(recipe),
                benchmarks,
                DemoSamples.centroids(),
                topics,
                true,
                topics.accepted()),
            2);
    job.succeed();

    assertThat(job.restarts()).isZero();
    Decisions decisions = scenario.read(topics);
    assertThat(decisions.byPosition()).containsOnlyKeys(expectedPositions(topics, records));
    assertThat(decisions.curated()).hasSizeGreaterThan(RECORDS / 10);
    assertThat(decisions.deadLetters())
        .hasSizeGreaterThan(RECORDS / 4)
        .extracting(DeadLetter::error)
        .allSatisfy(error -> assertThat(error).isNotBlank().hasSizeLessThan(LONGEST_SENTENCE));
  }

  /** Growth is counted in processor time of the whole process, the least of several runs. */
  @Test
  @Tag("long")
  void twoThousandMadeAgainstEachOperatorTakeTimeThatGrowsWithTheirBytes() throws Exception {
    int[] sizes = {500, 2_000, 8_000, 32_000};
    long small = Long.MAX_VALUE;
    long large = Long.MAX_VALUE;
    for (int round = 0; round < 3 && !(round > 0 && large <= 3 * small); round++) {
      small = Math.min(small, processorTime(sizes, 1));
      large = Math.min(large, processorTime(sizes, 2));
    }
    assertThat(large).as("nanoseconds for twice the bytes").isLessThanOrEqualTo(3 * small);
  }

  private static long processorTime(int[] sizes, int factor) throws Exception {
    List<LoggedRecord> records = new ArrayList<>();
    for (int size : sizes) {
      records.addAll(CraftedRecords.take(factor * size, PARTITIONS));
    }
    assertThat(records).hasSizeGreaterThan(2_000);
    CurationTopics topics = scenario.load(PARTITIONS, records);
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begun = process.getProcessCpuTime();
    RunningJob job =
        scenario.submit(
            new CurationSettings(
                RecipeLoader.named("recommended"),
                benchmarks,
                DemoSamples.centroids(),
                topics,
                true,
                topics.accepted()),
            2);
    job.succeed();
    long taken = process.getProcessCpuTime() - begun;
    assertThat(job.restarts()).isZero();
    assertThat(scenario.read(topics).byPosition())
        .containsOnlyKeys(expectedPositions(topics, records));
    return taken;
  }

  @Test
  void recordsThatNoRowCouldHoldStopNothing() throws Exception {
    List<LoggedRecord> records = new ArrayList<>();
    for (int megabytes : new int[] {2, 20}) {
      byte[] control = new byte[megabytes << 20];
      byte[] text = "字\"".repeat(megabytes << 18).getBytes(UTF_8);
      records.add(new LoggedRecord(0, 1_000_000 + megabytes, control));
      records.add(new LoggedRecord(1, 1_000_000 + megabytes, text));
    }
    CurationTopics topics = scenario.load(PARTITIONS, records);
    Decisions decisions = scenario.run(Recipes.withoutArtifacts(), topics, 2);

    assertThat(decisions.byPosition()).containsOnlyKeys(expectedPositions(topics, records));
  }
}
