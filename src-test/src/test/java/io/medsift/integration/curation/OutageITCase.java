package io.medsift.integration.curation;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.CurationJob;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.testkit.scenario.SampleLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that are away for longer than a client waits, while rows are being written. */
@Tag("long")
class OutageITCase {
  private static final int SAMPLES = 400;
  private static final Path RECIPE = Path.of("src/test/resources/recipes/without-artifacts.yaml");

  /** What takes a client a minute or two, in a second or two. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "max.block.ms", "1000",
          "request.timeout.ms", "1000",
          "delivery.timeout.ms", "1500",
          "default.api.timeout.ms", "1000");

  @TempDir private Path directory;

  @Test
  void endNoTaskManagerAndTheJobGoesOnByItself() throws Exception {
    Path kafka = directory.resolve("kafka");
    Configuration settings = Testbed.settings(directory.resolve("flink"));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(2));
    EmbeddedBroker broker = EmbeddedBroker.start(kafka);
    try (EmbeddedCluster cluster = EmbeddedCluster.start(settings, 2, 1)) {
      List<LoggedRecord> records = MixedSamples.take(7, 2, SAMPLES);
      KafkaConnection connection = new KafkaConnection(broker.bootstrapServers(), IMPATIENT);
      SampleLog log = new SampleLog(KafkaConnection.plain(broker.bootstrapServers()));
      CurationTopics plain = log.load(2, records.subList(0, SAMPLES / 2));
      CurationTopics topics =
          new CurationTopics(
              connection, plain.samples(), plain.accepted(), plain.rejected(), plain.deadLetters());
      StreamExecutionEnvironment environment = cluster.environment(2);
      CurationJob.define(
          environment, CurationScenario.unbounded(RecipeLoader.load(RECIPE.toString()), topics));
      RunningJob job = new RunningJob(cluster, cluster.submit(environment, topics.accepted()));
      log.awaitRows(plain, 1);
      log.append(plain, records.subList(SAMPLES / 2, SAMPLES));

      broker.close();
      awaitRestarts(job, 3);
      broker = EmbeddedBroker.start(kafka, port(connection));

      log.append(plain, LoggedRecord.heartbeats(2, 9_000_000));
      log.awaitRows(plain, SAMPLES);
      assertThat(log.read(plain).byPosition()).containsOnlyKeys(expectedPositions(plain, records));
      assertThat(cluster.miniCluster().requestClusterOverview().get().getNumTaskManagersConnected())
          .isEqualTo(2);
      job.cancel();
    } finally {
      broker.close();
    }
  }

  private static void awaitRestarts(RunningJob job, int many) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (job.restarts() < many) {
      assertThat(System.nanoTime())
          .as("the job was to restart %d times", many)
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static int port(KafkaConnection connection) {
    String servers = connection.bootstrapServers();
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }
}
