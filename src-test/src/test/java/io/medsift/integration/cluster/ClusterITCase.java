package io.medsift.integration.cluster;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.state.StateVersion;
import io.medsift.curation.write.CurationTopics;
import io.medsift.integration.curation.StateContract;
import io.medsift.recovery.Checkpoints;
import io.medsift.testkit.process.FlinkProcess;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.DemoSamples;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.SampleLog;
import io.medsift.verdict.Position;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's samples through every gate on a real session cluster, by the job of today and by a
 * later version, whose records have one more field and whose topology has one more stage. How often
 * the job starts anew in one TaskManager is {@code -Dmedsift.restarts}; that memory stays flat
 * after the fifth run is seen with more than those only.
 */
@Tag("long")
class ClusterITCase {
  private static final int RESTARTS = Integer.getInteger("medsift.restarts", 20);
  private static final int PARTITIONS = 2;
  private static final int WARM = 5;
  private static final boolean MEASURED = RESTARTS > WARM;
  private static final int STEP = 140;
  private static final int CLASSES_OF_A_JOB = 1_200;

  /** Keys cannot have one more field: those of earlier versions would not be found. */
  private static final List<String> KEYS =
      List.of(
          "io.medsift.kafka.topic.SamplePosition", "io.medsift.curation.deduplicate.ContentHash");

  /** What a process holds between runs, in MiB. */
  private record Held(long resident, long outsideHeap, double metaspace) {
    static Held by(FlinkProcess process) throws Exception {
      return new Held(
          process.residentMebibytes(), process.nativeMebibytes(), process.metaspaceMebibytes());
    }
  }

  @TempDir private static Path directory;
  private static DemoCluster scenario;
  private static SampleLog log;
  private static StandaloneCluster cluster;
  private static FlinkRest rest;
  private static DemoJob demo;
  private static String jar;
  private static Path nextJar;
  private static String next;

  @BeforeAll
  static void start() throws Exception {
    scenario = DemoCluster.start(directory, MEASURED ? StandaloneCluster::compileWell : one -> {});
    log = scenario.log();
    demo = scenario.demo();
    cluster = scenario.cluster();
    rest = scenario.rest();
    jar = scenario.jar();
  }

  @AfterAll
  static void stop() {
    scenario.close();
  }

  @Test
  void jobsStartAnewInOneProcessSideBySideTooWithoutLeavingAnythingBehind() throws Exception {
    CurationTopics topics = log.load(PARTITIONS, DemoSamples.spread(PARTITIONS));
    CurationTopics beside = log.withNewOutputs(topics.samples());
    rest.awaitSlots(2);
    String one = rest.run(jar, demo.bounded(topics), 1, null);
    String two = rest.run(jar, demo.bounded(beside), 1, null);
    rest.awaitFinished(one);
    rest.awaitFinished(two);
    Map<String, Decided> first = log.read(topics).byPosition();
    assertThat(first).containsOnlyKeys(expectedPositions(topics, DemoSamples.spread(PARTITIONS)));
    assertThat(log.read(beside).byPosition()).isEqualTo(first);

    FlinkProcess process = cluster.taskManagers().get(0);
    List<Integer> classes = new ArrayList<>();
    List<Held> held = new ArrayList<>();
    for (int run = 0; run < RESTARTS; run++) {
      CurationTopics outputs = log.withNewOutputs(topics.samples());
      List<String> job = run == 0 ? demo.replay(outputs, topics) : demo.bounded(outputs);
      rest.awaitFinished(rest.run(jar, job, 1, null));
      assertThat(log.read(outputs).byPosition()).isEqualTo(first);
      process.collectGarbage();
      classes.add(process.classes());
      if (MEASURED) {
        held.add(Held.by(process));
        System.out.println(run + ": " + classes.get(run) + " classes, " + held.get(run));
      }
    }
    assertThat(classes.get(RESTARTS - 1)).isLessThan(classes.get(0) + CLASSES_OF_A_JOB / 2);
    if (MEASURED) {
      Held last = held.get(RESTARTS - 1);
      assertThat(last.resident()).isLessThan(StandaloneCluster.TASK_MANAGER_MEBIBYTES);
      assertThat(last.metaspace()).isLessThan(held.get(1).metaspace() + 5);
      assertThat(last.outsideHeap()).isLessThan(held.get(WARM).outsideHeap() + 60);
    }
  }

  @Test
  void aReplayReadsThePartThatItsOptionsName() throws Exception {
    CurationTopics topics = log.load(PARTITIONS, DemoSamples.spread(PARTITIONS).subList(0, 100));
    rest.awaitSlots(1);
    rest.awaitFinished(rest.run(jar, demo.bounded(topics, "10", "0:30,1:20"), 1, null));

    Set<String> named = new TreeSet<>();
    IntStream.range(10, 30)
        .forEach(at -> named.add(new Position(topics.samples(), 0, at).toString()));
    IntStream.range(10, 20)
        .forEach(at -> named.add(new Position(topics.samples(), 1, at).toString()));
    named.retainAll(log.positions(topics));
    assertThat(named).hasSizeGreaterThan(25);
    assertThat(log.read(topics).byPosition()).containsOnlyKeys(named);
  }

  @Test
  void saysWhatIsWrongWithItsOptions() throws Exception {
    assertThatThrownBy(() -> rest.run(jar, List.of("--recipes", "x"), 1, null))
        .hasMessageContaining("unknown option --recipes; did you mean medsift.recipe?");
    assertThatThrownBy(() -> rest.run(jar, List.of(), 1, null))
        .hasMessageContaining("medsift.kafka.bootstrap-servers is not set");
    CurationTopics empty = log.load(PARTITIONS, List.of());
    List<String> outlasting = new ArrayList<>(demo.bounded(empty));
    outlasting.addAll(List.of("--kafka.transaction-timeout", "25 h"));
    assertThatThrownBy(() -> rest.run(jar, outlasting, 1, null))
        .hasMessageContaining(
            "medsift.kafka.transaction-timeout is 25 h, and the brokers allow 1 h");
    List<String> unknown = new ArrayList<>(demo.bounded(empty));
    unknown.addAll(List.of("--clusters-from", empty.accepted() + ",nowhere"));
    assertThatThrownBy(() -> rest.run(jar, unknown, 1, null))
        .hasMessageContaining("medsift.clusters-from: there is no topic nowhere at");
    assertThatThrownBy(() -> rest.run(jar, demo.bounded(empty, "earliest", "0:7"), 1, null))
        .hasMessageContaining(
            "medsift.from, medsift.until: partition 0 holds the offsets 0 to 0, not 7");
  }

  @Tag("long")
  @Test
  void aLaterVersionTakesUpTheStateOfTodayAndKeepsItFromToday() throws Exception {
    uploadNextVersion();
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    CurationTopics topics = log.load(PARTITIONS, records.subList(0, STEP));
    String first = stopAfter(50, topics, rest.run(jar, demo.unbounded(topics), 2, null));

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
    assertThatThrownBy(() -> rest.run(jar, demo.unbounded(topics), 1, second))
        .hasMessageContaining("Cannot map checkpoint/savepoint state for operator")
        .hasMessageContaining("--allowNonRestoredState");
    String misread = rest.run(jar, demo.unbounded(topics), 1, second, true);
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

  @Tag("long")
  @Test
  void aLaterVersionTakesUpACheckpointOfTodayToo() throws Exception {
    uploadNextVersion();
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    CurationTopics topics = log.load(PARTITIONS, records.subList(0, STEP));
    String job = rest.run(jar, demo.unbounded(topics), 1, null);
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

  private static void uploadNextVersion() throws Exception {
    if (next == null) {
      nextJar =
          NextVersion.of(scenario.home().jobJar(), storedRecords(), directory.resolve("next"));
      next = rest.upload(nextJar);
    }
  }

  private static Map<String, Decided> undisturbed(CurationTopics topics) throws Exception {
    CurationTopics again = log.withNewOutputs(topics.samples());
    rest.awaitFinished(rest.run(jar, demo.bounded(again), 1, null));
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
