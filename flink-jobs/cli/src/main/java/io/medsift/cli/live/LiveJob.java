package io.medsift.cli.live;

import static java.lang.String.format;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.job.RootCause;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import java.util.function.LongFunction;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job on a cluster in this process, watched until it ends. */
final class LiveJob {
  private static final String STATE_WITHOUT_STAGE = "Cannot map checkpoint/savepoint state";

  private final EmbeddedCluster cluster;
  private final JobID id;
  private final String name;

  private LiveJob(EmbeddedCluster cluster, JobID id, String name) {
    this.cluster = cluster;
    this.id = id;
    this.name = name;
  }

  /** Submits what {@code environment} defines. */
  static LiveJob submit(
      EmbeddedCluster cluster, StreamExecutionEnvironment environment, String name)
      throws Exception {
    return new LiveJob(cluster, cluster.submit(environment, name), name);
  }

  /**
   * Shows how far the job is, for as long as it runs, and returns when it has read all.
   *
   * @param line made from the time of {@link System#nanoTime()}
   * @throws CommandFailedException when the job ends otherwise
   */
  void watch(ProgressDisplay display, LongFunction<String> line) throws Exception {
    String lastFailure = "";
    JobStatus status = status();
    while (!status.isGloballyTerminalState()) {
      String failure = failure();
      if (!failure.equals(lastFailure)) {
        display.say("The job restarts after a failure: " + failure);
        lastFailure = failure;
      }
      display.offer(line);
      Thread.sleep(display.interval().toMillis());
      status = status();
    }
    display.clear();
    if (status != JobStatus.FINISHED) {
      throw ended(status, failure());
    }
  }

  private CommandFailedException ended(JobStatus status, String failure) {
    return failure.contains(STATE_WITHOUT_STAGE)
        ? new CommandFailedException(
            format(
                "the %s job cannot go on from its checkpoint: that holds state of a stage which the"
                    + " job no longer has, most often because the recipe asks one model less",
                name),
            "Start it with the recipe of before; or begin anew, with another --data and --name:"
                + " answers that were paid for come from the ledger then.")
        : new CommandFailedException(
            format("the %s job ended by itself, %s: %s", name, status, failure),
            "The log medsift.log in the data directory says more.");
  }

  private JobStatus status() throws Exception {
    return cluster.miniCluster().getJobStatus(id).get();
  }

  private String failure() throws Exception {
    ErrorInfo failure = cluster.miniCluster().getExecutionGraph(id).get().getFailureInfo();
    if (failure == null) {
      return "";
    }
    return RootCause.message(
        failure.getException().deserializeError(LiveJob.class.getClassLoader()));
  }
}
