package io.medsift.integration.cluster;

import io.medsift.curation.write.CurationTopics;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Samples that keep coming, at a steady pace, whatever happens to the broker. */
final class LiveLoad {
  private static final int SLICE = 25;
  private static final long PAUSE_MILLIS = 200;

  private final Thread feeder;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;

  LiveLoad(CurationTopics topics, long seed, int partitions, int most) {
    List<LoggedRecord> records = MixedSamples.take(seed, partitions, most);
    feeder = new Thread(() -> feed(topics, records), "live-load");
    feeder.setDaemon(true);
    feeder.start();
  }

  private void feed(CurationTopics topics, List<LoggedRecord> records) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", topics.bootstrapServers());
    settings.put("max.request.size", 64 << 20);
    settings.put("delivery.timeout.ms", 600_000);
    settings.put("max.block.ms", 600_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int next = 0; next < records.size() && !stopped; next++) {
        LoggedRecord record = records.get(next);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    topics.samples(), record.partition(), record.timestamp(), null, record.value()),
                (written, wrong) -> failure.compareAndSet(null, wrong));
        if (next % SLICE == SLICE - 1) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Stops, and waits until the broker has everything. */
  void stop() throws Exception {
    stopped = true;
    feeder.join();
    if (failure.get() != null) {
      throw new IllegalStateException("the samples could not be sent", failure.get());
    }
  }
}
