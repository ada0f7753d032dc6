package io.medsift.recovery;

import io.medsift.topic.KafkaEnd;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;

/**
 * Keeps a run from deciding everything twice when its JobManager starts again.
 *
 * <p>A run keeps its checkpoints in a directory of its own. Where nobody says which state to start
 * from, the run goes on from the newest of them. Where there is none, although the run has read
 * before, it does not start: without its state it would write a second verdict on every sample.
 * With high availability Flink prefers the checkpoint, or the end, that it keeps there, so that a
 * run which leaves none here may still start.
 */
public final class RunRecovery {
  private final Configuration cluster;
  private final KafkaEnd kafka;

  /**
   * The recovery of a run.
   *
   * @param cluster the configuration that the job starts with; it names the directory of
   *     checkpoints
   * @param kafka where the run reads and writes
   */
  public RunRecovery(Configuration cluster, KafkaEnd kafka) {
    this.cluster = cluster;
    this.kafka = kafka;
  }

  /**
   * The settings with which the run starts.
   *
   * @param topic that it reads
   * @throws IllegalStateException if it must not start; the message says why and what to do
   * @throws IOException if the directory of checkpoints cannot be read
   */
  public Configuration settings(String topic) throws IOException {
    Path checkpoints =
        new Path(cluster.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY), kafka.run());
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toString());
    if (!cluster.contains(StateRecoveryOptions.SAVEPOINT_PATH)) {
      Optional<Path> newest = Checkpoints.newest(checkpoints);
      if (newest.isPresent()) {
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, newest.get().toString());
        settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
      } else if (cluster.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("none")) {
        requireNew(topic, checkpoints);
      }
    }
    return settings;
  }

  private void requireNew(String topic, Path checkpoints) {
    Map<Integer, Long> read = kafka.committedOffsets(topic);
    if (!read.isEmpty()) {
      throw new IllegalStateException(
          "the run '%s' has read the topic %s before, up to the offsets %s, but no checkpoint of it lies under %s. Without its state it would decide these samples a second time. Start it from a savepoint (--fromSavepoint PATH), or, to decide all anew, under another name (--run NAME) and into other topics"
              .formatted(kafka.run(), topic, read, checkpoints));
    }
  }
}
