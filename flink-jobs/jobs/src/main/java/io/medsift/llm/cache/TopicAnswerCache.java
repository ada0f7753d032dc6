package io.medsift.llm.cache;

import io.medsift.sharing.SharedResources;
import io.medsift.store.KeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Answer cache in a topic, with a copy on the disk of each process for look-ups. The operators of a
 * process share one copy.
 *
 * <ol>
 *   <li>{@link #open} reads the topic up to its end at that moment, so that everything stored
 *       before a restart is found after it.
 *   <li>{@link #put} returns when all in-sync replicas have acknowledged the answer. It is not part
 *       of the job's transactions, so the answer stays if they are aborted.
 * </ol>
 */
public final class TopicAnswerCache implements AnswerCache {

  private record Key(CacheTopic topic, AnswerScope scope, Path directory) {}

  private static final Duration POLL = Duration.ofMillis(200);
  private static final SharedResources<Key, Store, IOException> OPEN =
      new SharedResources<>(Store::new);

  private final Key key;
  private final SharedResources<Key, Store, IOException>.Lease lease;

  private TopicAnswerCache(Key key, SharedResources<Key, Store, IOException>.Lease lease) {
    this.key = key;
    this.lease = lease;
  }

  /**
   * Opens the cache, with everything that was stored before this call.
   *
   * @param directory for the local copy, which is deleted at the end
   * @throws IllegalStateException if the topic cannot be used
   */
  public static TopicAnswerCache open(CacheTopic topic, AnswerScope scope, Path directory)
      throws IOException, InterruptedException {
    topic.ensure();
    Key key = new Key(topic, scope, directory);
    TopicAnswerCache cache = new TopicAnswerCache(key, OPEN.acquire(key));
    try {
      cache.lease.resource().catchUp();
      return cache;
    } catch (RuntimeException e) {
      cache.close();
      throw e;
    }
  }

  @Override
  public PaidAnswer find(String request, int attempt) {
    byte[] value = lease.resource().store.get(key.scope().key(request, attempt));
    if (value == null) {
      return null;
    }
    try {
      return AnswerRecord.read(value).answer();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a record of the ledger topic '%s' cannot be read".formatted(key.topic().topic()), e);
    }
  }

  @Override
  public void put(String request, int attempt, PaidAnswer answer) throws InterruptedException {
    lease
        .resource()
        .write(
            key.scope().key(request, attempt),
            AnswerRecord.write(key.scope(), request, attempt, answer));
  }

  @Override
  public void close() {
    lease.close();
  }

  /** The copy of a process. */
  private static final class Store implements AutoCloseable {
    private final CacheTopic topic;
    private final byte[] prefix;
    private final KeyValueStore store;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> read = new HashMap<>();

    Store(Key key) throws IOException {
      this.topic = key.topic();
      this.prefix = key.scope().prefix();
      this.store = KeyValueStore.createIn(key.directory(), "ledger");
      try {
        this.producer = topic.producer();
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    }

    synchronized void catchUp() {
      try (KafkaConsumer<byte[], byte[]> consumer = topic.consumer()) {
        List<TopicPartition> partitions =
            consumer.partitionsFor(topic.topic()).stream()
                .map(partition -> new TopicPartition(topic.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
          if (read.containsKey(partition)) {
            consumer.seek(partition, read.get(partition));
          } else {
            consumer.seekToBeginning(List.of(partition));
          }
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
          keep(consumer.poll(POLL));
        }
        partitions.forEach(partition -> read.put(partition, consumer.position(partition)));
      }
    }

    private void keep(ConsumerRecords<byte[], byte[]> records) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (record.key() == null || !startsWithPrefix(record.key())) {
          continue;
        }
        if (record.value() == null) {
          store.remove(record.key());
        } else {
          store.put(record.key(), record.value());
        }
      }
    }

    private boolean startsWithPrefix(byte[] bytes) {
      return bytes.length >= prefix.length
          && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    void write(byte[] key, byte[] value) throws InterruptedException {
      try {
        producer.send(new ProducerRecord<>(topic.topic(), key, value)).get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "a paid answer cannot be written to the ledger topic '%s': %s"
                .formatted(topic.topic(), e.getCause().getMessage()),
            e.getCause());
      }
      store.put(key, value);
    }

    @Override
    public void close() {
      producer.close(Duration.ofSeconds(10));
      store.close();
    }
  }
}
