package io.medsift.cli.live;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.job.ClusterJob;
import io.medsift.cli.job.LogFile;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job between topics of a broker that runs elsewhere, on a cluster in this process, until the
 * process is stopped or the job ends. Started again with the same directory, it continues where it
 * was.
 *
 * @param name of the job
 * @param data directory that keeps checkpoints and the log; created if absent
 * @param webPort of the dashboard, 0 for a free one
 * @param metrics where Prometheus reads, null for none
 * @param checkpoints how often what was written becomes visible
 */
public record TopicJob(
    String name,
    Path data,
    int parallelism,
    int webPort,
    InetSocketAddress metrics,
    Duration checkpoints) {

  public TopicJob {
    requireNonNull(name, "name is null");
    requireNonNull(data, "data is null");
    requireNonNull(checkpoints, "checkpoints is null");
  }

  /** Adds the operators of the job to an environment. */
  @FunctionalInterface
  public interface Definition {
    /** Defines the job. */
    void define(StreamExecutionEnvironment environment) throws Exception;
  }

  /** Shows what a job does and did. */
  public interface Report {
    /** Returns a line on how far the job is. */
    String progress(JobCounters counters);

    /**
     * Prints what the job did, however it ended.
     *
     * @param failed whether it ended by a failure, which is printed afterwards
     */
    void print(JobCounters counters, boolean failed);

    /**
     * Runs last, when the job has read everything.
     *
     * @throws CommandFailedException if the job was of no use
     */
    void requireSuccess(JobCounters counters);
  }

  /**
   * Runs the job.
   *
   * @param bounded whether the job is to reach an end, so that a signal stops it before
   * @throws CommandFailedException if the job cannot start or ends by itself
   */
  public void run(Definition definition, Report report, boolean bounded, ProgressDisplay display)
      throws Exception {
    Path directory = begin();
    try (Resources resources =
        bounded ? new Resources(this::stopped) : Resources.untilSignal(this::stopped)) {
      JobCounters counters = resources.add(new JobCounters());
      EmbeddedCluster cluster =
          LiveCluster.start(
              directory,
              LiveCluster.workDirectory(directory, resources),
              webPort,
              metrics,
              parallelism,
              counters,
              resources);
      StreamExecutionEnvironment environment = cluster.environment(parallelism);
      Configuration interval = new Configuration();
      interval.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoints);
      environment.configure(interval);
      definition.define(environment);
      ClusterJob job = ClusterJob.submit(cluster, environment, name);
      display.say("The " + name + " job runs; Ctrl-C stops it. Dashboard: " + cluster.dashboard());
      boolean failed = true;
      try {
        Optional<ClusterJob.Failure> failure = job.watch(display, now -> report.progress(counters));
        if (failure.isPresent()) {
          throw LiveCluster.ended(name, failure.get());
        }
        failed = false;
      } finally {
        report.print(counters, failed);
      }
      new SavedReading(directory).end();
      report.requireSuccess(counters);
    }
  }

  private String stopped() {
    return "what was committed is kept. The same command resumes from " + data + ".";
  }

  /**
   * Makes the directory, logs there from now on, if nothing was logged before, and returns it.
   *
   * @throws CommandFailedException if it cannot be used, or the port of the metrics is taken
   */
  public Path begin() {
    if (metrics != null) {
      LiveCluster.requireFree(metrics);
    }
    try {
      Path directory = PrivateFiles.createDirectories(data).toRealPath();
      LogFile.use(OutputDirectory.log(directory));
      return directory;
    } catch (IOException e) {
      throw new CommandFailedException(
          "the directory " + data + " cannot be used: " + e.getMessage(),
          "Name a writable directory, with --data.",
          e);
    }
  }
}
