package io.medsift.integration.cluster;

import static io.medsift.testkit.scenario.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.testkit.process.BrokerProcess;
import io.medsift.testkit.process.FlinkHome;
import io.medsift.testkit.process.FlinkProcess;
import io.medsift.testkit.process.FlinkRest;
import io.medsift.testkit.process.JobCommand;
import io.medsift.testkit.process.S3Mock;
import io.medsift.testkit.process.StandaloneCluster;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.SampleLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with the settings of {@code deploy/README.md}, "Checkpoints on S3". */
@Tag("long")
class CheckpointsOnS3ITCase {
  private static final int PARTITIONS = 2;
  private static final int SAMPLES = 600;

  @TempDir private Path directory;

  @Test
  void aRunThatIsKilledResumesFromItsCheckpointOnS3() throws Exception {
    List<LoggedRecord> records = MixedSamples.take(5, PARTITIONS, SAMPLES);
    Path credentials =
        Files.writeString(
            directory.resolve("credentials"),
            "[default]\naws_access_key_id = key\naws_secret_access_key = secret\n");
    FlinkHome home = FlinkHome.assemble(directory.resolve("flink"));
    try (S3Mock storage = S3Mock.start(directory.resolve("s3"), "medsift");
        BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
        StandaloneCluster cluster = new StandaloneCluster(home, directory.resolve("cluster"))) {
      cluster.set("execution.checkpointing.dir", "s3://medsift/checkpoints");
      cluster.set("s3.region", "us-east-1");
      cluster.set("s3.endpoint", storage.address());
      cluster.set("s3.path-style-access", "true");
      // The machine may be so busy that a process is silent or starts for a while.
      cluster.set("heartbeat.timeout", "60 s");
      cluster.setVariable("AWS_SHARED_CREDENTIALS_FILE", credentials.toString());
      SampleLog log = new SampleLog(KafkaConnection.plain(broker.bootstrapServers()));
      CurationTopics topics = log.load(PARTITIONS, records.subList(0, SAMPLES / 2));
      List<String> command = JobCommand.withoutArtifacts(topics);
      cluster.startApplication(command, null);
      FlinkProcess taskManager = cluster.startTaskManager();
      log.awaitRows(topics, 100);
      String job = cluster.rest().awaitJob();
      FlinkRest.await("a checkpoint", () -> cluster.rest().lastCheckpoint(job) > 0);

      cluster.jobManager().kill();
      taskManager.kill();
      cluster.startApplication(command, null);
      cluster.startTaskManager();
      log.append(topics, records.subList(SAMPLES / 2, SAMPLES));
      log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
      log.awaitRows(topics, SAMPLES);
      assertThat(log.read(topics).byPosition())
          .containsOnlyKeys(expectedPositions(topics, records));
      assertThat(cluster.jobManager().log())
          .containsPattern("Starting job \\w+ from savepoint s3://medsift/checkpoints/");
    }
  }
}
