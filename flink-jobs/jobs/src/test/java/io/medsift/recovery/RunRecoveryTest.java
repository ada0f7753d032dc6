package io.medsift.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.topic.KafkaConnection;
import io.medsift.topic.KafkaEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecoveryTest {
  private static final KafkaEnd KAFKA =
      new KafkaEnd(KafkaConnection.plain("nowhere:1"), "medsift-curation");

  @TempDir private Path directory;
  private Configuration cluster;

  @BeforeEach
  void leaveACheckpoint() throws IOException {
    Path checkpoint =
        Files.createDirectories(directory.resolve("medsift-curation").resolve("job/chk-7"));
    Files.writeString(checkpoint.resolve("_metadata"), "");
    cluster = new Configuration();
    cluster.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
  }

  @Test
  void aRunGoesOnFromItsNewestCheckpointWithHighAvailabilityToo() throws IOException {
    assertThat(start()).endsWith("/medsift-curation/job/chk-7");
    cluster.set(HighAvailabilityOptions.HA_MODE, "kubernetes");
    assertThat(start()).endsWith("/medsift-curation/job/chk-7");
  }

  @Test
  void withHighAvailabilityNoneNeedBeLeft() throws IOException {
    cluster.set(HighAvailabilityOptions.HA_MODE, "kubernetes");
    cluster.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.resolve("new").toUri().toString());
    assertThat(start()).isNull();
  }

  @Test
  void whoeverNamesAStateIsFollowed() throws IOException {
    cluster.set(StateRecoveryOptions.SAVEPOINT_PATH, "s3://savepoints/1");
    assertThat(start()).isNull();
  }

  /** The state that the settings add to those of the cluster. */
  private String start() throws IOException {
    return new RunRecovery(cluster, KAFKA)
        .settings("samples")
        .get(StateRecoveryOptions.SAVEPOINT_PATH);
  }
}
