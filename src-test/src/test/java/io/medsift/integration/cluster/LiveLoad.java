package io.medsift.integration.cluster;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Samples that keep coming, at a steady pace, whatever happens to the broker.
 *
 * <p>Each goes to a second topic as well, to the same position. Where the first topic loses what
 * nobody has read, the second has heartbeats: a run over it is what the job is to decide.
 */
final class LiveLoad {
  private static final int SLICE = 25;
  private static final int NOBODY = -1;

  /** Before every sample, so that the order of the others is as if it were not there. */
  private static final long LONG_AGO = 1;

  private final String samples;
  private final String kept;
  private final int partitions;
  private final long pauseMillis;
  private final Iterator<LoggedRecord> records;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread feeder;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long latest;
  private volatile boolean stopped;
  private volatile int silent = NOBODY;

  /**
   * Begins.
   *
   * @param kept name of the second topic
   */
  LiveLoad(
      CurationTopics topics, String kept, long seed, int partitions, int most, long pauseMillis) {
    this.samples = topics.samples();
    this.kept = kept;
    this.partitions = partitions;
    this.pauseMillis = pauseMillis;
    records = MixedSamples.take(seed, partitions, most).iterator();
    Properties settings = new Properties();
    settings.put("bootstrap.servers", topics.bootstrapServers());
    settings.put("max.request.size", 64 << 20);
    settings.put("delivery.timeout.ms", 1_200_000);
    settings.put("max.block.ms", 1_200_000);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    feeder = new Thread(this::feed, "live-load");
    feeder.setDaemon(true);
    feeder.start();
  }

  private void feed() {
    try {
      while (!stopped && sendSlice()) {
        Thread.sleep(pauseMillis);
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  private synchronized boolean sendSlice() {
    for (int sent = 0; sent < SLICE && records.hasNext(); sent++) {
      LoggedRecord record = records.next();
      latest = Math.max(latest, record.timestamp());
      int partition = record.partition() == silent ? (silent + 1) % partitions : record.partition();
      send(new ProducerRecord<>(samples, partition, record.timestamp(), null, record.value()));
      send(new ProducerRecord<>(kept, partition, record.timestamp(), null, record.value()));
    }
    return records.hasNext();
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record, (written, wrong) -> failure.compareAndSet(null, wrong));
  }

  /** One partition gets neither samples nor heartbeats, until {@link #speak}. */
  void silence(int partition) {
    silent = partition;
  }

  /** All partitions get samples. */
  void speak() {
    silent = NOBODY;
  }

  /** Does something while no samples come, and the broker has all that came. */
  synchronized void pausing(Installation.Action action) throws Exception {
    producer.flush();
    action.run();
  }

  /** Sends heartbeats, so that all that came before can be decided. */
  synchronized void beat() {
    for (int partition = 0; partition < partitions; partition++) {
      for (String topic : List.of(samples, kept)) {
        send(heartbeat(topic, partition, latest));
      }
    }
    producer.flush();
  }

  private static ProducerRecord<byte[], byte[]> heartbeat(
      String topic, int partition, long timestamp) {
    ProducerRecord<byte[], byte[]> heartbeat =
        new ProducerRecord<>(topic, partition, timestamp, null, (byte[]) null);
    heartbeat.headers().add(Heartbeat.HEADER, new byte[0]);
    return heartbeat;
  }

  /** Sends samples that only the first topic holds, for as long as it holds them. */
  synchronized void lose(int count) {
    if (!records.hasNext()) {
      throw new IllegalStateException("no samples are left to lose: take more");
    }
    for (int sent = 0; sent < count && records.hasNext(); sent++) {
      LoggedRecord record = records.next();
      send(
          new ProducerRecord<>(
              samples, record.partition(), record.timestamp(), null, record.value()));
      send(heartbeat(kept, record.partition(), LONG_AGO));
    }
    producer.flush();
  }

  /** Stops, and waits until the broker has everything. */
  void stop() throws Exception {
    stopped = true;
    feeder.join();
    producer.close();
    if (failure.get() != null) {
      throw new IllegalStateException("the samples could not be sent", failure.get());
    }
  }
}
