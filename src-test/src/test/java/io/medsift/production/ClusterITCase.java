package io.medsift.production;

import static io.medsift.endtoend.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.CurationTopics;
import io.medsift.endtoend.DemoSamples;
import io.medsift.endtoend.LoggedRecord;
import io.medsift.endtoend.SampleLog;
import io.medsift.verdict.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's samples through every gate on a real session cluster. How often the job starts anew in
 * one TaskManager is {@code -Dmedsift.restarts}, 20 in the profile {@code long}; that native memory
 * stays flat after the fifth run is seen with more than those only.
 */
class ClusterITCase {
  private static final int RESTARTS = Integer.getInteger("medsift.restarts", 3);
  private static final int PARTITIONS = 2;
  private static final int WARM = 5;
  private static final int CLASSES_OF_A_JOB = 1_200;

  /** What a process holds between runs, in MiB but for the classes. */
  private record Held(long resident, long outsideHeap, double metaspace, int classes) {
    static Held by(FlinkProcess process) throws Exception {
      process.collectGarbage();
      return new Held(
          process.residentMebibytes(),
          process.nativeMebibytes(),
          process.metaspaceMebibytes(),
          process.classes());
    }
  }

  @TempDir private static Path directory;
  private static DemoCluster scenario;
  private static SampleLog log;
  private static StandaloneCluster cluster;
  private static FlinkRest rest;
  private static DemoJob demo;
  private static String jar;

  @BeforeAll
  static void start() throws Exception {
    scenario = DemoCluster.start(directory, StandaloneCluster::compileWell);
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
  void jobsStartAnewInOneProcessWithoutLeavingAnythingBehind() throws Exception {
    CurationTopics topics = log.load(PARTITIONS, DemoSamples.spread(PARTITIONS));
    FlinkProcess process = cluster.taskManagers().get(0);
    Map<String, String> first = null;
    List<Held> held = new ArrayList<>();
    for (int run = 0; run <= RESTARTS; run++) {
      CurationTopics outputs = log.withNewOutputs(topics.samples());
      rest.awaitFinished(rest.run(jar, demo.bounded(outputs), 1, null));
      Map<String, String> decisions = log.read(outputs).byPosition();
      first = first == null ? decisions : first;
      assertThat(decisions).isEqualTo(first);
      held.add(Held.by(process));
      System.out.println(run + ": " + held.get(run));
    }

    assertThat(first).containsOnlyKeys(expectedPositions(topics, DemoSamples.spread(PARTITIONS)));
    Held last = held.get(RESTARTS);
    assertThat(last.resident()).isLessThan(StandaloneCluster.TASK_MANAGER_MEBIBYTES);
    assertThat(last.classes()).isLessThan(held.get(1).classes() + CLASSES_OF_A_JOB / 2);
    assertThat(last.metaspace()).isLessThan(held.get(1).metaspace() + 5);
    if (RESTARTS > WARM) {
      assertThat(last.outsideHeap()).isLessThan(held.get(WARM).outsideHeap() + 60);
    }
  }

  @Test
  void twoJobsShareATaskManager() throws Exception {
    CurationTopics one = log.load(PARTITIONS, DemoSamples.spread(PARTITIONS));
    CurationTopics two = log.withNewOutputs(one.samples());
    rest.awaitSlots(2);
    String first = rest.run(jar, demo.bounded(one), 1, null);
    String second = rest.run(jar, demo.bounded(two), 1, null);
    rest.awaitFinished(first);
    rest.awaitFinished(second);

    assertThat(log.read(two).byPosition()).isEqualTo(log.read(one).byPosition());
    assertThat(log.read(one).byPosition())
        .containsOnlyKeys(expectedPositions(one, DemoSamples.spread(PARTITIONS)));
  }

  @Test
  void aSavepointCarriesTheJobOver() throws Exception {
    List<LoggedRecord> records = DemoSamples.spread(PARTITIONS);
    CurationTopics topics = log.load(PARTITIONS, records.subList(0, 200));
    rest.awaitSlots(2);
    String job = rest.run(jar, demo.unbounded(topics), 2, null);
    log.awaitRows(topics, 50);
    String savepoint = rest.stopWithSavepoint(job, directory.resolve("savepoints"));
    log.append(topics, records.subList(200, records.size()));
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
    String restored = rest.run(jar, demo.unbounded(topics), 1, savepoint);
    log.awaitRows(topics, records.size());
    rest.cancel(restored);

    CurationTopics again = log.withNewOutputs(topics.samples());
    rest.awaitFinished(rest.run(jar, demo.bounded(again), 1, null));
    assertThat(log.read(topics).byPosition()).isEqualTo(log.read(again).byPosition());
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
            "medsift.kafka.transaction-timeout is 25 h, and the brokers allow 1 d");
    assertThatThrownBy(() -> rest.run(jar, demo.bounded(empty, "earliest", "0:7"), 1, null))
        .hasMessageContaining(
            "medsift.from, medsift.until: partition 0 holds the offsets 0 to 0, not 7");
  }
}
