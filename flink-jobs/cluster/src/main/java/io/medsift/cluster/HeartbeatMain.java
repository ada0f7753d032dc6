package io.medsift.cluster;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.HeartbeatProducer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.Configuration;

/**
 * Writes heartbeats into the topic of samples until the process is stopped. One runs beside each
 * topic, on any machine: without it, an idle partition holds every verdict back. With {@code
 * -Dmedsift.heartbeat.alive=FILE}, each heartbeat that the broker acknowledged touches the file,
 * which a supervisor can check.
 */
public final class HeartbeatMain {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final String ALIVE = "medsift.heartbeat.alive";

  private HeartbeatMain() {}

  /**
   * Writes a heartbeat every second.
   *
   * @param arguments those of {@link JobOptions} that name topic and brokers; others are ignored
   */
  public static void main(String[] arguments) throws InterruptedException {
    Configuration options = JobArguments.read(Map.of(), List.of(arguments));
    KafkaConnection connection = JobConnection.of(options);
    JobConnection.requireAccess(connection);
    CountDownLatch stopped = new CountDownLatch(1);
    HeartbeatProducer beats =
        HeartbeatProducer.start(
            connection,
            options.get(JobOptions.SAMPLES),
            INTERVAL,
            alive(System.getProperty(ALIVE)));
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

  private static Runnable alive(String file) {
    return file == null ? () -> {} : () -> touch(Path.of(file));
  }

  private static void touch(Path file) {
    try {
      Files.write(file, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(ALIVE + ": " + file + " cannot be written", e);
    }
  }
}
