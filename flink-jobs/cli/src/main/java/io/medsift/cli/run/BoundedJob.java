package io.medsift.cli.run;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /**
   * Runs what {@code environment} defines to its end.
   *
   * @throws CommandFailedException if it fails
   */
  public void run(StreamExecutionEnvironment environment, String name) throws Exception {
    CompletableFuture<JobResult> result = cluster.result(cluster.submit(environment, name));
    JobResult ended = null;
    while (ended == null) {
      try {
        ended = result.get(display.interval().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        display.offer(now -> line.update(counters.now(), now));
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
