package io.medsift.integration.cluster;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.CurationJob;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.RecipeLoader;
import io.medsift.storage.Directories;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.process.FlinkHome;
import io.medsift.testkit.process.FlinkProcess;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.FreePorts;
import io.medsift.testkit.process.JobCommand;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.testkit.scenario.SampleLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power loss, and a job that is started again as it was, by a supervisor that knows of no
 * checkpoint.
 */
class RecoveryITCase {
  private static final int PARTITIONS = 2;
  private static final int SAMPLES = 600;

  @TempDir private Path directory;

  @Test
  void theSameCommandGoesOnWhereTheRunWasAndDecidesEachOnceAsUndisturbed() throws Exception {
    List<LoggedRecord> records = MixedSamples.take(5, PARTITIONS, SAMPLES + 200);
    List<LoggedRecord> read = records.subList(0, SAMPLES);
    FlinkHome home = FlinkHome.assemble(directory.resolve("flink"));
    try (KilledBroker broker = new KilledBroker(directory.resolve("kafka"));
        StandaloneCluster cluster = new StandaloneCluster(home, directory.resolve("cluster"))) {
      KafkaConnection kafka = KafkaConnection.plain(broker.bootstrapServers());
      SampleLog log = new SampleLog(kafka);
      CurationTopics topics = log.load(PARTITIONS, read.subList(0, SAMPLES / 2));
      List<String> command = JobCommand.withoutArtifacts(topics);
      cluster.startApplication(command, null);
      FlinkProcess taskManager = cluster.startTaskManager();
      log.awaitRows(topics, 100);
      String savepoint =
          cluster
              .rest()
              .triggerSavepoint(cluster.rest().awaitJob(), directory.resolve("savepoints"));
      log.append(topics, read.subList(SAMPLES / 2, SAMPLES));
      log.awaitRows(topics, SAMPLES / 2 + 100);

      cluster.jobManager().kill();
      broker.kill();
      taskManager.kill();
      broker.start();
      // As after an upgrade: the savepoint is in the command, and older than the run by now.
      cluster.startApplication(command, savepoint);
      cluster.startTaskManager();
      log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
      log.awaitRows(topics, SAMPLES);
      Map<String, Decided> disturbed = log.read(topics).byPosition();
      assertThat(disturbed).containsOnlyKeys(expectedPositions(topics, read));
      assertThat(cluster.jobManager().log()).contains("and not from " + savepoint);
      assertThat(disturbed).isEqualTo(undisturbed(log, topics));

      if (Testbed.scaled(1) > 1) {
        cluster.jobManager().kill();
        log.append(topics, records.subList(SAMPLES, SAMPLES + 100));
        deleteAll(kafka, topics.samples());
        namesWhatIsLost(cluster, topics, command, savepoint);
        skipsWhatIsLostAndRefusesWhatIsOlder(cluster, log, topics, command, savepoint, records);
      }
    }
  }

  /** What a job in this process decides, which nothing disturbs. */
  private static Map<String, Decided> undisturbed(SampleLog log, CurationTopics topics)
      throws Exception {
    CurationTopics again = log.withNewOutputs(topics.samples());
    StreamExecutionEnvironment environment = Testbed.cluster().environment(2);
    CurationJob.define(
        environment,
        CurationScenario.bounded(
            RecipeLoader.load(JobCommand.WITHOUT_ARTIFACTS.toString()), again));
    new RunningJob(Testbed.cluster(), Testbed.cluster().submit(environment, again.accepted()))
        .succeed();
    log.awaitRows(again, SAMPLES);
    return log.read(again).byPosition();
  }

  /** A broker that comes back at the same address. */
  private static final class KilledBroker implements AutoCloseable {
    private final Path directory;
    private final int port = FreePorts.next();
    private BrokerProcess process;

    private KilledBroker(Path directory) throws IOException {
      this.directory = directory;
      start();
    }

    private void start() throws IOException {
      process = BrokerProcess.start(directory, port, 0, StandaloneCluster.QUICK);
    }

    private void kill() {
      process.close();
    }

    private String bootstrapServers() {
      return process.bootstrapServers();
    }

    @Override
    public void close() {
      kill();
    }
  }

  /** This and the next only with {@code -Plong}: each is one more start of a process. */
  private static void namesWhatIsLost(
      StandaloneCluster cluster, CurationTopics topics, List<String> command, String savepoint)
      throws Exception {
    cluster.startApplication(command, savepoint);
    assertThat(refusal(cluster))
        .contains("partition 0 of " + topics.samples() + " lost the offsets ");
  }

  private static void skipsWhatIsLostAndRefusesWhatIsOlder(
      StandaloneCluster cluster,
      SampleLog log,
      CurationTopics topics,
      List<String> command,
      String savepoint,
      List<LoggedRecord> records)
      throws Exception {
    List<String> skipping = new ArrayList<>(command);
    skipping.addAll(List.of("--kafka.lost-samples", "skip"));
    cluster.startApplication(skipping, savepoint);
    log.append(topics, records.subList(SAMPLES + 100, SAMPLES + 200));
    log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_900_000));
    // One row more for each partition that lost samples: it says which.
    log.awaitRows(topics, SAMPLES + 100 + PARTITIONS);
    cluster.jobManager().kill();

    Directories.delete(cluster.checkpoints());
    cluster.startApplication(command, savepoint);
    assertThat(refusal(cluster))
        .contains("is older than what the run '" + topics.accepted() + "' has decided");
    assertThat(log.rows(topics)).isEqualTo(SAMPLES + 100 + PARTITIONS);
  }

  private static String refusal(StandaloneCluster cluster) throws Exception {
    FlinkRest.await("a refusal", () -> !cluster.jobManager().alive());
    assertThat(cluster.jobManager().exitCode()).isEqualTo(1);
    return cluster.jobManager().log();
  }

  /** As retention does with what is too old. */
  private static void deleteAll(KafkaConnection kafka, String topic) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
    }
    try (Admin admin = Admin.create(kafka.settings())) {
      admin.deleteRecords(all).all().get();
    }
  }
}
