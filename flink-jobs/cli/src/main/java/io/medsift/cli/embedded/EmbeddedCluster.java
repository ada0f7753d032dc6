package io.medsift.cli.embedded;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink cluster with its dashboard in this process, on loopback only. The dashboard is for
 * looking ({@link RestDoor}): jobs come and go by this class alone.
 *
 * <p>Its settings are those given, over which nothing is laid but loopback addresses, and a free
 * dashboard port where none is named. Several may run at once.
 */
public final class EmbeddedCluster implements AutoCloseable {
  private static final long CLOSE_SECONDS = 20;

  private final MiniCluster cluster;
  private final Configuration settings;

  private EmbeddedCluster(MiniCluster cluster, Configuration settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  /**
   * Starts a cluster.
   *
   * @param settings of Flink; also the defaults of every job of {@link #environment(int)}
   * @param taskManagers how many to start
   * @param slots of each TaskManager
   */
  public static EmbeddedCluster start(Configuration settings, int taskManagers, int slots)
      throws Exception {
    Configuration loopback = new Configuration(settings);
    loopback.set(RestOptions.ADDRESS, "127.0.0.1");
    loopback.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    loopback.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
    // The rest is refused by the door in front of it.
    loopback.set(WebOptions.SUBMIT_ENABLE, false);
    loopback.set(WebOptions.CANCEL_ENABLE, false);
    loopback.set(WebOptions.RESCALE_ENABLE, false);
    loopback.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://127.0.0.1");
    if (!loopback.contains(RestOptions.BIND_PORT)) {
      loopback.set(RestOptions.BIND_PORT, Integer.toString(settings.get(RestOptions.PORT, 0)));
    }
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(loopback)
                .setNumTaskManagers(taskManagers)
                .setNumSlotsPerTaskManager(slots)
                .setCommonBindAddress("127.0.0.1")
                .build());
    EmbeddedCluster embedded = new EmbeddedCluster(cluster, loopback);
    try {
      cluster.start();
    } catch (Exception e) {
      embedded.close();
      throw e;
    }
    return embedded;
  }

  /** Address of the dashboard. */
  public URI dashboard() {
    try {
      return cluster.getRestAddress().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the dashboard did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the dashboard started", e);
    }
  }

  /** An environment with the cluster's settings, to define a job in. */
  public StreamExecutionEnvironment environment(int parallelism) {
    Configuration job = new Configuration(settings);
    job.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    return new StreamExecutionEnvironment(job);
  }

  /** Submits the job that {@code environment} defines, and returns while it runs. */
  public JobID submit(StreamExecutionEnvironment environment, String name) throws Exception {
    return submit(graph(environment, name));
  }

  /** The job that {@code environment} defines; no cluster is needed for that. */
  public static JobGraph graph(StreamExecutionEnvironment environment, String name) {
    var plan = environment.getStreamGraph();
    plan.setJobName(name);
    return plan.getJobGraph();
  }

  /** Submits a job, and returns while it runs. */
  public JobID submit(JobGraph job) throws Exception {
    cluster.submitJob(job).get();
    return job.getJobID();
  }

  /**
   * Asks for a checkpoint now. It fails, which does no harm, where the job is about to start or to
   * end.
   */
  public CompletableFuture<Long> checkpoint(JobID job) {
    return cluster.triggerCheckpoint(job, CheckpointType.DEFAULT);
  }

  /** Completes when the job has ended, however it ended. */
  public CompletableFuture<JobResult> result(JobID job) {
    return cluster.requestJobResult(job);
  }

  /** The cluster itself, for tests that stop its TaskManagers and start others. */
  public MiniCluster miniCluster() {
    return cluster;
  }

  /** Stops the cluster and what runs on it. A second call does nothing. */
  @Override
  public void close() {
    try {
      cluster.closeAsync().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the Flink cluster did not stop in order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the Flink cluster stopped", e);
    }
  }
}
