package io.medsift.llm.cache;

import io.medsift.recipe.ModelRole;
import io.medsift.sharing.SharedResources;
import io.medsift.store.KeyValueStore;
import java.io.IOException;
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
 * The answers of one role, prompt and model that were ever paid for. One per process, shared by its
 * operators. Thread-safe.
 *
 * <ol>
 *   <li>{@link #open} reads the topic to where it ended at that moment, and so does every later
 *       handle of the same process: what was recorded before a restart is known after it.
 *   <li>{@link #record} returns when the answer is acknowledged by all replicas in sync. It is
 *       outside the job's transactions, so that it lasts whatever becomes of them. Only then may
 *       the answer go on.
 * </ol>
 */
public final class TopicAnswerCache implements AutoCloseable {

  private record Key(
      CacheTopic topic, ModelRole role, String promptVersion, String model, Path directory) {}

  private static final Duration POLL = Duration.ofMillis(200);
  private static final SharedResources<Key, Answers, IOException> OPEN =
      new SharedResources<>(Answers::new);

  private final Key key;
  private final SharedResources<Key, Answers, IOException>.Lease lease;

  private TopicAnswerCache(Key key, SharedResources<Key, Answers, IOException>.Lease lease) {
    this.key = key;
    this.lease = lease;
  }

  /**
   * A handle, all that was recorded before this call known to it.
   *
   * @param directory for the store; emptied at the end
   * @throws IllegalStateException when the topic cannot be used
   */
  public static TopicAnswerCache open(
      CacheTopic topic, ModelRole role, String promptVersion, String model, Path directory)
      throws IOException, InterruptedException {
    topic.ensure();
    Key key = new Key(topic, role, promptVersion, model, directory);
    TopicAnswerCache ledger = new TopicAnswerCache(key, OPEN.acquire(key));
    try {
      ledger.lease.resource().catchUp();
      return ledger;
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  /** The answer to a question, null where none was paid for. */
  public PaidAnswer find(String content, int attempt) {
    byte[] value = lease.resource().store.get(keyOf(content, attempt).bytes());
    return value == null ? null : AnswerRecord.read(value);
  }

  /** Keeps an answer; when this returns it survives processes and machines. */
  public void record(String content, int attempt, PaidAnswer answer) throws InterruptedException {
    AnswerKey of = keyOf(content, attempt);
    lease.resource().write(of.bytes(), AnswerRecord.write(of, answer));
  }

  private AnswerKey keyOf(String content, int attempt) {
    return new AnswerKey(key.role(), key.promptVersion(), key.model(), content, attempt);
  }

  @Override
  public void close() {
    lease.close();
  }

  /** The one copy of a process. */
  private static final class Answers implements AutoCloseable {
    private final CacheTopic topic;
    private final byte[] prefix;
    private final KeyValueStore store;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> read = new HashMap<>();

    Answers(Key key) throws IOException {
      this.topic = key.topic();
      this.prefix = AnswerKey.prefix(key.role(), key.promptVersion(), key.model());
      this.store = KeyValueStore.createIn(key.directory(), "ledger");
      this.producer = topic.producer();
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
            "an answer that is paid for cannot be written to the topic '%s': %s"
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
