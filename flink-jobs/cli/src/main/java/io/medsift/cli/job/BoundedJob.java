package io.medsift.cli.job;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A curation job that ends, and what is shown meanwhile.
 *
 * @param log where the log lies, a phrase such as {@code in the output directory}
 */
public record BoundedJob(
    EmbeddedCluster cluster,
    ProgressDisplay display,
    ProgressLine line,
    JobCounters counters,
    String log) {
  private static final Duration POLL = Duration.ofMillis(250);

  /**
   * Runs what {@code environment} defines to its end.
   *
   * @throws CommandFailedException if it fails
   */
  public void run(StreamExecutionEnvironment environment, String name) throws Exception {
    run(EmbeddedCluster.graph(environment, name));
  }

  /**
   * Runs a job to its end.
   *
   * @throws CommandFailedException if it fails
   */
  public void run(JobGraph job) throws Exception {
    JobID id = cluster.submit(job);
    CompletableFuture<JobResult> result = cluster.result(id);
    CompletableFuture<Long> checkpoint = CompletableFuture.completedFuture(0L);
    JobResult ended = null;
    while (ended == null) {
      try {
        ended = result.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        display.offer(now -> line.update(counters.now(), now));
        // What was written last shows only at the next checkpoint, and the job waits for it.
        if (checkpoint.isDone() && line.isComplete(counters.now())) {
          checkpoint = cluster.checkpoint(id);
        }
      }
    }
    display.clear();
    if (!ended.isSuccess()) {
      Throwable cause =
          ended
              .getSerializedThrowable()
              .map(failure -> failure.deserializeError(BoundedJob.class.getClassLoader()))
              .orElse(new IllegalStateException("it was cancelled"));
      throw new CommandFailedException(
          "the curation job failed: " + RootCause.message(cause),
          "The log medsift.log " + log + " says more.",
          cause);
    }
  }
}
