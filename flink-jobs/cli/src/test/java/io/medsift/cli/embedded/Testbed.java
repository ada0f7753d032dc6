package io.medsift.cli.embedded;

import io.medsift.cli.job.ClusterSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;

/**
 * The Kafka broker and the Flink cluster that all tests of this JVM share. Each starts when the
 * first test asks for it, and stops when the JVM ends, so that no test class pays for its own.
 *
 * <p>Nothing on them is a test's alone. Name topics, consumer groups, transactional ids and runs
 * with {@link #name(String)}, and end the jobs that you submit. A test that stops a broker or a
 * TaskManager, or that needs other settings, starts its own with {@link EmbeddedBroker} and {@link
 * EmbeddedCluster}; one that only needs a command to run gives it the address of this broker.
 *
 * <p>The broker makes no topic by itself. The cluster has two TaskManagers with two slots each,
 * takes a checkpoint every 300 ms and starts a job that fails again, ten times, after 200 ms.
 */
public final class Testbed {
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS = 2;
  private static final int SCALE = Integer.getInteger("medsift.scale", 1);
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static TemporaryDirectory directory;
  private static EmbeddedBroker broker;
  private static EmbeddedCluster cluster;

  private Testbed() {}

  /** The broker. Do not close it. */
  public static synchronized EmbeddedBroker broker() throws IOException {
    if (broker == null) {
      broker = EmbeddedBroker.start(directory().path().resolve("kafka"));
    }
    return broker;
  }

  /** The cluster. Do not close it, and leave no job on it. */
  public static synchronized EmbeddedCluster cluster() throws Exception {
    if (cluster == null) {
      Configuration settings = settings(directory().path().resolve("flink"));
      cluster = EmbeddedCluster.start(settings, TASK_MANAGERS, SLOTS);
    }
    return cluster;
  }

  /** The settings of the cluster, for one of a test's own that keeps its files elsewhere. */
  public static Configuration settings(Path directory) {
    Configuration settings = ClusterSettings.in(directory, 0);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(50));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    return settings;
  }

  /** A name that begins like this and that no other test of this JVM is given. */
  public static String name(String beginning) {
    return beginning + "-" + NAMES.incrementAndGet();
  }

  /** So much data: the number in each build, and a multiple of it in the profile {@code long}. */
  public static int scaled(int number) {
    return SCALE * number;
  }

  private static TemporaryDirectory directory() {
    if (directory == null) {
      directory = TemporaryDirectory.create("medsift-testbed-");
      // Test classes of a module come one by one, and none of them knows that it is the last.
      Runtime.getRuntime().addShutdownHook(new Thread(Testbed::stop, "testbed-stop"));
    }
    return directory;
  }

  private static synchronized void stop() {
    TemporaryDirectory last = directory;
    EmbeddedBroker second = broker;
    EmbeddedCluster first = cluster;
    try (last;
        second;
        first) {
      broker = null;
      cluster = null;
    }
  }
}
