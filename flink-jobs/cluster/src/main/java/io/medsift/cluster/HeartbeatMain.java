package io.medsift.cluster;

import io.medsift.heartbeat.HeartbeatProducer;
import io.medsift.topic.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;

/**
 * Writes heartbeats into the topic of samples until the process is stopped. One runs beside each
 * topic, on any machine: without it, an idle partition holds every verdict back.
 */
public final class HeartbeatMain {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private HeartbeatMain() {}

  /**
   * Beats once a second.
   *
   * @param arguments those of {@link JobOptions} that name topic and brokers; others are ignored
   */
  public static void main(String[] arguments) throws InterruptedException {
    Configuration options = JobArguments.read(Map.of(), List.of(arguments));
    KafkaConnection connection = JobConnection.of(options);
    JobConnection.requireAccess(connection);
    CountDownLatch stopped = new CountDownLatch(1);
    HeartbeatProducer beats =
        HeartbeatProducer.start(connection, options.get(JobOptions.SAMPLES), INTERVAL);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  beats.close();
                  stopped.countDown();
                },
                "medsift-heartbeat-stop"));
    stopped.await();
  }
}
