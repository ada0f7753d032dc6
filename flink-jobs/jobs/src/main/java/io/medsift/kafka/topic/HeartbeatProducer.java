package io.medsift.kafka.topic;

import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a heartbeat into every partition of a topic, at a fixed interval, until closed. The topic
 * must use LogAppendTime. Partitions that are added later get heartbeats too. A heartbeat that
 * cannot be written is logged and skipped.
 *
 * <p>One is enough for a topic. More do no harm.
 */
public final class HeartbeatProducer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatProducer.class);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Runnable onWritten;
  private final ScheduledExecutorService clock;

  private HeartbeatProducer(String topic, Producer<byte[], byte[]> producer, Runnable onWritten) {
    this.topic = topic;
    this.producer = producer;
    this.onWritten = onWritten;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "medsift-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts to write heartbeats. */
  public static HeartbeatProducer start(
      KafkaConnection connection, String topic, Duration interval) {
    return start(connection, topic, interval, () -> {});
  }

  /**
   * Starts to write heartbeats.
   *
   * @param onWritten called on a thread of the producer for each heartbeat that the broker
   *     acknowledged
   */
  public static HeartbeatProducer start(
      KafkaConnection connection, String topic, Duration interval, Runnable onWritten) {
    Map<String, Object> settings = connection.settings();
    settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "medsift-heartbeat");
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return start(new KafkaProducer<>(settings), topic, interval, onWritten);
  }

  static HeartbeatProducer start(
      Producer<byte[], byte[]> producer, String topic, Duration interval, Runnable onWritten) {
    HeartbeatProducer heartbeats = new HeartbeatProducer(topic, producer, onWritten);
    Future<?> unused =
        heartbeats.clock.scheduleWithFixedDelay(
            heartbeats::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return heartbeats;
  }

  private void beat() {
    try {
      for (PartitionInfo partition : producer.partitionsFor(topic)) {
        Future<?> unused =
            producer.send(
                Heartbeat.in(topic, partition.partition()), (written, failure) -> done(failure));
      }
    } catch (RuntimeException e) {
      logFailure(e);
    }
  }

  private void done(Exception failure) {
    if (failure == null) {
      onWritten.run();
    } else {
      logFailure(failure);
    }
  }

  private void logFailure(Exception failure) {
    if (!clock.isShutdown()) {
      LOG.warn("a heartbeat could not be written to {}", topic, failure);
    }
  }

  /** Stops; heartbeats in flight get a few seconds. */
  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(CLOSE);
  }
}
