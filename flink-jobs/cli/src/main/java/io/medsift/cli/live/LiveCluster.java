package io.medsift.cli.live;

import static java.lang.String.format;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.job.ClusterJob;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.recovery.Checkpoints;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** A cluster in this process whose job resumes from the newest checkpoint of a directory. */
final class LiveCluster {
  private static final String CHECKPOINTS = "checkpoints";
  private static final String STATE_WITHOUT_OPERATOR = "Cannot map checkpoint/savepoint state";

  private LiveCluster() {}

  /**
   * Starts the cluster.
   *
   * @param data keeps the checkpoints
   * @param work keeps what is of no use after the process
   * @param webPort of the dashboard, 0 for a free one
   * @param metrics where Prometheus reads, null for none
   * @param resources take what must be closed to stop
   * @throws CommandFailedException if it does not start
   */
  static EmbeddedCluster start(
      Path data,
      Path work,
      int webPort,
      InetSocketAddress metrics,
      int parallelism,
      JobCounters counters,
      Resources resources)
      throws IOException {
    Configuration settings = settings(webPort, work, data);
    counters.addTo(settings);
    if (metrics != null) {
      ClusterSettings.exposeMetrics(settings, metrics);
    }
    try {
      return resources.add(EmbeddedCluster.start(settings, 1, parallelism));
    } catch (Exception e) {
      throw new CommandFailedException(
          format(
              Locale.ROOT,
              "the Flink cluster did not start with its dashboard on port %d: %s",
              webPort,
              ClusterJob.rootMessage(e)),
          "If the port is taken, name another --web-port; 0 takes a free one.",
          e);
    }
  }

  /**
   * Creates a directory under {@code data} for what a process needs while it runs, and deletes
   * those of processes that were killed.
   *
   * @param resources take it, and the lock of {@code data}
   * @throws CommandFailedException if another process works in {@code data}
   */
  static Path workDirectory(Path data, Resources resources) throws IOException {
    resources.add(DirectoryLock.on(data));
    OutputDirectory.deleteWork(data);
    return resources.add(TemporaryDirectory.createIn(data, OutputDirectory.WORK)).path();
  }

  /** Returns the exception for a job that was to run until it is stopped, and ended by itself. */
  static CommandFailedException ended(String job, ClusterJob.Failure failure) {
    return failure.message().contains(STATE_WITHOUT_OPERATOR)
        ? new CommandFailedException(
            format(
                "the %s job cannot resume from its checkpoint: the checkpoint has state "
                    + "of an operator that the job no longer has, usually because a model was "
                    + "removed from the recipe",
                job),
            "Start it with the previous recipe, or start over with another --data "
                + "and --name: paid answers then come from the ledger.",
            failure.cause())
        : new CommandFailedException(
            format("the %s job ended by itself, %s: %s", job, failure.status(), failure.message()),
            "See the log medsift.log in the data directory.",
            failure.cause());
  }

  /** Flink itself continues without its metrics where the port is taken, and only logs it. */
  static void requireFree(InetSocketAddress metrics) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(metrics);
    } catch (IOException e) {
      throw new CommandFailedException(
          format(
              Locale.ROOT,
              "the metrics cannot be served at %s:%d: %s",
              metrics.getHostString(),
              metrics.getPort(),
              e.getMessage()),
          "Name another --metrics-port or --metrics-host.",
          e);
    }
  }

  /** The newest checkpoint that a job with this directory has left. */
  static Optional<org.apache.flink.core.fs.Path> checkpoint(Path data) throws IOException {
    return Checkpoints.newest(new org.apache.flink.core.fs.Path(checkpoints(data)));
  }

  /** Deletes all that is left of the checkpoints of jobs with this directory. */
  static void deleteCheckpoints(Path data) throws IOException {
    Directories.delete(data.resolve(CHECKPOINTS));
  }

  private static String checkpoints(Path data) {
    return ClusterSettings.location(data.resolve(CHECKPOINTS));
  }

  private static Configuration settings(int webPort, Path work, Path data) throws IOException {
    Configuration settings = ClusterSettings.in(work.resolve("flink"), webPort);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints(data));
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    Optional<org.apache.flink.core.fs.Path> last = checkpoint(data);
    if (last.isPresent()) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, last.get().toString());
      settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
    }
    return settings;
  }
}
