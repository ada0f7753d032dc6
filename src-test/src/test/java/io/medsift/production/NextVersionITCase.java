package io.medsift.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.CurationTopics;
import io.medsift.curation.state.StateVersion;
import io.medsift.endtoend.DemoSamples;
import io.medsift.endtoend.LoggedRecord;
import io.medsift.endtoend.SampleLog;
import io.medsift.endtoend.StateContract;
import io.medsift.recovery.Checkpoints;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job is stopped and replaced by a later version, whose records have one more field and whose
 * topology has one more stage, on a real session cluster.
 */
class NextVersionITCase {
  private static final int PARTITIONS = 2;
  private static final int STEP = 140;

  /** Keys cannot have one more field: those of earlier versions would not be found. */
  private static final List<String> KEYS =
      List.of(
          "io.medsift.curation.read.SamplePosition", "io.medsift.curation.deduplicate.ContentHash");

  @TempDir private static Path directory;
  private static DemoCluster scenario;
  private static SampleLog log;
  private static StandaloneCluster cluster;
  private static FlinkRest rest;
  private static DemoJob demo;
  private static Path nextJar;
  private static String today;
  private static String next;

  @BeforeAll
  static void start() throws Exception {
    scenario = DemoCluster.start(directory);
    log = scenario.log();
    demo = scenario.demo();
    cluster = scenario.cluster();
    rest = scenario.rest();
    nextJar = NextVersion.of(scenario.home().jobJar(), storedRecords(), directory.resolve("next"));
    today = scenario.jar();
    next = rest.upload(nextJar);
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void takesUpTheStateOfTodayAndKeepsItFromToday() throws Exception {
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    CurationTopics topics = log.load(PARTITIONS, records.subList(0, STEP));
    String first = stopAfter(50, topics, rest.run(today, demo.unbounded(topics), 2, null));

    log.append(topics, records.subList(STEP, 2 * STEP));
    String second = stopAfter(STEP + 50, topics, rest.run(next, demo.unbounded(topics), 1, first));
    assertThat(contract(second, NextVersion.classes(nextJar)))
        .contains(NextVersion.STAGE + "\n  passed:")
        .satisfies(
            text ->
                assertThat(text.split("  " + NextVersion.FIELD + ": String\n"))
                    .hasSize(storedRecords().size() + 1));

    log.append(topics, records.subList(2 * STEP, records.size()));
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    assertThatThrownBy(() -> rest.run(today, demo.unbounded(topics), 1, second))
        .hasMessageContaining("Cannot map checkpoint/savepoint state for operator")
        .hasMessageContaining("--allowNonRestoredState");
    String misread = rest.run(today, demo.unbounded(topics), 1, second, true);
    rest.awaitEnd(misread);
    assertThat(rest.get("jobs/" + misread + "/exceptions").toString())
        .contains(
            "has form %d and was written by a later version of Medsift"
                .formatted(StateVersion.CURRENT + 1));

    String third = rest.run(next, demo.unbounded(topics), 2, second);
    log.awaitRows(topics, records.size());
    rest.cancel(third);
    assertThat(log.read(topics).byPosition()).isEqualTo(undisturbed(topics));
  }

  @Test
  @Tag("long")
  void takesUpACheckpointOfTodayToo() throws Exception {
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    CurationTopics topics = log.load(PARTITIONS, records.subList(0, STEP));
    String job = rest.run(today, demo.unbounded(topics), 1, null);
    log.awaitRows(topics, 50);
    rest.cancel(job);
    org.apache.flink.core.fs.Path checkpoint =
        Checkpoints.newest(
                new org.apache.flink.core.fs.Path(
                    cluster.checkpoints().resolve(topics.accepted()).toUri()))
            .orElseThrow();

    log.append(topics, records.subList(STEP, records.size()));
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    String restored = checkpoint.toString();
    String second = rest.run(next, demo.unbounded(topics), 1, restored);
    log.awaitRows(topics, records.size());
    rest.cancel(second);

    assertThat(log.read(topics).byPosition()).isEqualTo(undisturbed(topics));
  }

  private static Map<String, String> undisturbed(CurationTopics topics) throws Exception {
    CurationTopics again = log.withNewOutputs(topics.samples());
    rest.awaitFinished(rest.run(today, demo.bounded(again), 1, null));
    return log.read(again).byPosition();
  }

  private static String stopAfter(int rows, CurationTopics topics, String job) throws Exception {
    log.awaitRows(topics, rows);
    return rest.stopWithSavepoint(job, directory.resolve("savepoints"));
  }

  private static List<String> storedRecords() throws Exception {
    List<String> records = new ArrayList<>(StateContract.records());
    assertThat(records).containsAll(KEYS);
    records.removeAll(KEYS);
    return records;
  }

  private static String contract(String savepoint, ClassLoader classes) throws Exception {
    return StateContract.of(Path.of(URI.create(savepoint)), classes);
  }
}
