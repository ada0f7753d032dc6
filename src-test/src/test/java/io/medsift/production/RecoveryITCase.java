package io.medsift.production;

import static io.medsift.endtoend.Decisions.expectedPositions;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.CurationTopics;
import io.medsift.endtoend.LoggedRecord;
import io.medsift.endtoend.MixedSamples;
import io.medsift.endtoend.SampleLog;
import io.medsift.topic.KafkaConnection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JobManager that is started again as it was, by a supervisor that knows of no checkpoint. */
class RecoveryITCase {
  private static final int PARTITIONS = 2;
  private static final int SAMPLES = 1_000;

  @TempDir private Path directory;

  @Test
  void theSameCommandGoesOnWhereTheRunWasAndNeverDecidesTwice() throws Exception {
    List<LoggedRecord> records = MixedSamples.take(5, PARTITIONS, SAMPLES);
    FlinkHome home = FlinkHome.assemble(directory.resolve("flink"));
    try (StandaloneCluster cluster = new StandaloneCluster(home, directory.resolve("cluster"))) {
      SampleLog log = new SampleLog(KafkaConnection.plain(Testbed.broker().bootstrapServers()));
      CurationTopics topics = log.load(PARTITIONS, records.subList(0, SAMPLES / 2));
      List<String> command = JobCommand.withoutArtifacts(topics);
      cluster.startApplication(command, null);
      cluster.startTaskManager();
      log.awaitRows(topics, 100);

      cluster.jobManager().kill();
      cluster.startApplication(command, null);
      log.append(topics, records.subList(SAMPLES / 2, SAMPLES));
      log.append(topics, LoggedRecord.heartbeats(PARTITIONS, 9_000_000));
      log.awaitRows(topics, SAMPLES);
      assertThat(log.read(topics).byPosition())
          .containsOnlyKeys(expectedPositions(topics, records));

      cluster.jobManager().kill();
      TemporaryDirectory.deleteTree(cluster.checkpoints());
      cluster.startApplication(command, null);
      FlinkRest.await("a refusal", () -> !cluster.jobManager().alive());
      assertThat(cluster.jobManager().log())
          .contains("the run '" + topics.accepted() + "' has read the topic " + topics.samples());
      assertThat(log.rows(topics)).isEqualTo(SAMPLES);
    }
  }
}
