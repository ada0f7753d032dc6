package io.medsift.testkit.scenario;

import io.medsift.cli.embedded.EmbeddedCluster;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job on the cluster of a scenario. */
public final class RunningJob {
  private final MiniCluster cluster;
  private final JobID id;
  private final CompletableFuture<JobResult> result;

  public RunningJob(EmbeddedCluster cluster, JobID id) {
    this.cluster = cluster.miniCluster();
    this.id = id;
    this.result = cluster.result(id);
  }

  public boolean ended() {
    return result.isDone();
  }

  /** Waits for the end, which must be a good one. */
  public void succeed() throws Exception {
    JobResult ended = result.get(10, TimeUnit.MINUTES);
    if (!ended.isSuccess()) {
      throw new AssertionError("the job failed", failure(ended));
    }
  }

  /** Waits for the end, which must be a bad one, and says why. */
  public Throwable fail() throws Exception {
    JobResult ended = result.get(10, TimeUnit.MINUTES);
    if (ended.isSuccess()) {
      throw new AssertionError("the job did not fail");
    }
    return failure(ended);
  }

  private static Throwable failure(JobResult ended) {
    return ended
        .getSerializedThrowable()
        .map(failure -> failure.deserializeError(RunningJob.class.getClassLoader()))
        .orElseGet(() -> new IllegalStateException("it was cancelled"));
  }

  public void cancel() throws Exception {
    cluster.cancelJob(id).get();
    result.get(10, TimeUnit.MINUTES);
  }

  /** Stops without closing the samples that still wait, and says where the state is. */
  public String stopWithSavepoint(Path directory) throws Exception {
    String savepoint =
        cluster
            .stopWithSavepoint(
                id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get(10, TimeUnit.MINUTES);
    result.get(10, TimeUnit.MINUTES);
    return savepoint;
  }

  /** Says where the state is, and goes on. */
  public String savepoint(Path directory) throws Exception {
    return cluster
        .triggerSavepoint(id, directory.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get(10, TimeUnit.MINUTES);
  }

  /** How often the job was started anew. */
  public int restarts() throws Exception {
    int restarts = 0;
    for (AccessExecutionVertex vertex :
        cluster.getExecutionGraph(id).get().getAllExecutionVertices()) {
      restarts = Math.max(restarts, vertex.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return restarts;
  }
}
