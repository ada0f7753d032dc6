package io.medsift.integration.cluster;

import io.medsift.cli.embedded.TestTopics;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Samples that keep coming, at a steady pace, whatever happens to the broker.
 *
 * <p>It keeps what the topic holds, before something is deleted and at the end, and not what was
 * sent: after kills of the broker, topics held two records more than that. Where the topic loses
 * what nobody has read, it keeps heartbeats: a run over what is kept is what the job is to decide.
 */
final class LiveLoad {
  private static final int SLICE = 25;
  private static final int NOBODY = -1;

  /** Before every sample, so that the order of the others is as if it were not there. */
  private static final long LONG_AGO = 1;

  private final String samples;
  private final TestTopics broker;
  private final int partitions;
  private final long pauseMillis;
  private final Iterator<LoggedRecord> records;
  private final List<List<LoggedRecord>> kept = new ArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread feeder;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long latest;
  private volatile boolean stopped;
  private volatile int silent = NOBODY;

  /** Begins. */
  LiveLoad(CurationTopics topics, long seed, int partitions, int most, long pauseMillis) {
    this.samples = topics.samples();
    this.broker = TestTopics.of(topics.bootstrapServers());
    this.partitions = partitions;
    this.pauseMillis = pauseMillis;
    for (int partition = 0; partition < partitions; partition++) {
      kept.add(new ArrayList<>());
    }
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
      ProducerRecord<byte[], byte[]> heartbeat =
          new ProducerRecord<>(samples, partition, latest, null, (byte[]) null);
      heartbeat.headers().add(Heartbeat.HEADER, new byte[0]);
      send(heartbeat);
    }
    producer.flush();
  }

  /** Sends samples that are to be deleted before they are read. */
  synchronized void lose(int count) {
    if (!records.hasNext()) {
      throw new IllegalStateException("no samples are left to lose: take more");
    }
    keep(false);
    for (int sent = 0; sent < count && records.hasNext(); sent++) {
      LoggedRecord record = records.next();
      send(
          new ProducerRecord<>(
              samples, record.partition(), record.timestamp(), null, record.value()));
    }
    producer.flush();
    keep(true);
  }

  /** Keeps what the topic holds since the last time, or heartbeats in its place. */
  private void keep(boolean isLost) {
    for (ConsumerRecord<byte[], byte[]> record : broker.read(samples)) {
      List<LoggedRecord> before = kept.get(record.partition());
      if (record.offset() < before.size()) {
        continue;
      }
      if (record.offset() > before.size()) {
        throw new IllegalStateException(
            "%s lacks the records before %d".formatted(samples, record.offset()));
      }
      before.add(
          isLost
              ? LoggedRecord.heartbeat(record.partition(), LONG_AGO)
              : new LoggedRecord(
                  record.partition(),
                  record.timestamp(),
                  record.value(),
                  Heartbeat.is(record.value(), record.headers())));
    }
  }

  /** Every record that the topic held, each partition in its order. */
  synchronized List<LoggedRecord> kept() {
    keep(false);
    return kept.stream().flatMap(List::stream).toList();
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
