package io.medsift.cli.job;

import io.medsift.curation.CurationJob;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.MetricOptions.JobStatusMetrics;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.metrics.prometheus.LocalPrometheusReporterFactory;
import org.apache.flink.state.rocksdb.RocksDBNativeMetricOptions;

/** Flink settings of an embedded cluster: the job's own, and what one machine calls for. */
public final class ClusterSettings {
  private static final MemorySize STATE = MemorySize.ofMebiBytes(768);
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(192);

  private ClusterSettings() {}

  /**
   * Settings that keep everything the cluster writes under {@code directory}.
   *
   * @param dashboardPort 0 for a free one
   */
  public static Configuration in(Path directory, int dashboardPort) {
    Configuration settings = new Configuration(CurationJob.flinkDefaults());
    settings.set(RestOptions.PORT, dashboardPort);
    settings.set(RestOptions.BIND_PORT, Integer.toString(dashboardPort));
    settings.set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString());
    settings.set(WebOptions.TMP_DIR, directory.resolve("web").toString());
    settings.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
    settings.set(BlobServerOptions.STORAGE_DIRECTORY, directory.resolve("blobs").toString());
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, location(directory.resolve("checkpoints")));
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, STATE);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    // Everything is in one process: a long pause is the collector's, not a lost machine.
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofMinutes(5));
    // And a slow start or answer is that of a busy machine.
    settings.set(RpcOptions.STARTUP_TIMEOUT, Duration.ofMinutes(5));
    settings.set(RpcOptions.ASK_TIMEOUT_DURATION, Duration.ofMinutes(2));
    return settings;
  }

  /**
   * A directory as Flink names it. The text of a URI would be taken as a name with percent signs,
   * where the path has other letters than those of ASCII.
   */
  public static String location(Path directory) {
    return org.apache.flink.core.fs.Path.fromLocalFile(directory.toAbsolutePath().toFile())
        .toString();
  }

  /** Lets Prometheus read at an address, with all that {@code deploy/watch} shows. */
  public static void exposeMetrics(Configuration settings, InetSocketAddress address) {
    String reporter = "metrics.reporter.prometheus.";
    settings.setString(reporter + "factory.class", LocalPrometheusReporterFactory.class.getName());
    settings.setString(reporter + "host", address.getHostString());
    settings.setString(reporter + "port", Integer.toString(address.getPort()));
    settings.set(MetricOptions.JOB_STATUS_METRICS, List.of(JobStatusMetrics.STATE));
    settings.set(RocksDBNativeMetricOptions.ESTIMATE_LIVE_DATA_SIZE, true);
  }

  /**
   * Settings of a job that ends: it gives up after a few restarts, so that a defect ends the run
   * instead of looping, and it checkpoints often, since what it wrote last shows only at the next.
   */
  public static void forBoundedJob(Configuration settings) {
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
  }
}
