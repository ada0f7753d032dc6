package io.medsift.cli.job;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job on a cluster in this process, watched until it ends. */
public final class ClusterJob {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final long POLLS_PER_FAILURE_CHECK = 4;

  private final EmbeddedCluster cluster;
  private final JobID id;

  private ClusterJob(EmbeddedCluster cluster, JobID id) {
    this.cluster = cluster;
    this.id = id;
  }

  /**
   * The end of a job that did not finish.
   *
   * @param status FAILED or CANCELED
   * @param message of the first cause
   */
  public record Failure(String status, String message, Throwable cause) {}

  /** Submits a job. */
  public static ClusterJob submit(EmbeddedCluster cluster, JobGraph job) throws Exception {
    return new ClusterJob(cluster, cluster.submit(job));
  }

  /** Submits the job that {@code environment} defines. */
  public static ClusterJob submit(
      EmbeddedCluster cluster, StreamExecutionEnvironment environment, String name)
      throws Exception {
    return submit(cluster, EmbeddedCluster.graph(environment, name));
  }

  /**
   * Shows progress, and each failure that the job restarts after, until the job ends.
   *
   * @param line made from the time of {@link System#nanoTime()}
   * @return empty if the job has read everything
   */
  public Optional<Failure> watch(ProgressDisplay display, LongFunction<String> line)
      throws Exception {
    return watch(display, line, () -> {}, () -> false);
  }

  /**
   * Does the same until the job ends, or {@code done} says that waiting is over.
   *
   * @return empty if the job has read everything, or is not waited for any more
   */
  public Optional<Failure> watchUntil(
      BooleanSupplier done, ProgressDisplay display, LongFunction<String> line) throws Exception {
    return watch(display, line, () -> {}, done);
  }

  /**
   * Shows the progress of a curation job until it ends.
   *
   * @param log place of the log, such as {@code in the output directory}
   * @throws CommandFailedException if the job fails
   */
  public void finish(ProgressDisplay display, ProgressLine line, JobCounters counters, String log)
      throws Exception {
    LastCheckpoint last = new LastCheckpoint();
    Optional<Failure> failure =
        watch(
            display,
            now -> line.update(ProgressLine.Counts.of(counters), now),
            () -> {
              if (line.isComplete(ProgressLine.Counts.of(counters))) {
                last.trigger();
              }
            },
            () -> false);
    if (failure.isPresent()) {
      throw new CommandFailedException(
          "the curation job failed: " + failure.get().message(),
          "See the log medsift.log " + log + ".",
          failure.get().cause());
    }
  }

  /** The last rows become visible with the next checkpoint only, and the job waits for it. */
  private final class LastCheckpoint {
    private CompletableFuture<Long> triggered = CompletableFuture.completedFuture(0L);

    void trigger() {
      if (triggered.isDone()) {
        triggered = cluster.checkpoint(id);
      }
    }
  }

  /** Returns the message of the first cause, or its class where it has no message. */
  public static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
  }

  private Optional<Failure> watch(
      ProgressDisplay display, LongFunction<String> line, Runnable eachTime, BooleanSupplier done)
      throws Exception {
    CompletableFuture<JobResult> result = cluster.result(id);
    JobResult ended = null;
    String lastFailure = "";
    for (long polls = 1; ended == null && !done.getAsBoolean(); polls++) {
      try {
        ended = result.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (polls % POLLS_PER_FAILURE_CHECK == 0) {
          lastFailure = sayRestart(display, lastFailure);
        }
        display.offer(line);
        eachTime.run();
      }
    }
    display.clear();
    return ended == null || ended.isSuccess() ? Optional.empty() : Optional.of(failure(ended));
  }

  private String sayRestart(ProgressDisplay display, String lastFailure) throws Exception {
    ErrorInfo info = cluster.miniCluster().getExecutionGraph(id).get().getFailureInfo();
    if (info == null) {
      return lastFailure;
    }
    String failure =
        rootMessage(info.getException().deserializeError(ClusterJob.class.getClassLoader()));
    if (!failure.equals(lastFailure)) {
      display.say("The job restarts after a failure: " + failure);
    }
    return failure;
  }

  private Failure failure(JobResult ended) throws Exception {
    Throwable cause =
        ended
            .getSerializedThrowable()
            .map(failure -> failure.deserializeError(ClusterJob.class.getClassLoader()))
            .orElse(new IllegalStateException("it was cancelled"));
    String status = cluster.miniCluster().getJobStatus(id).get().toString();
    return new Failure(status, rootMessage(cause), cause);
  }
}
