package io.medsift.cli.embedded;

import io.medsift.kafka.CreatedTopics;
import io.medsift.kafka.topic.CommittedEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates, writes and reads the topics of a broker, whatever is in them. */
public final class TestTopics {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int MAX_RECORD_BYTES = 64 << 20;

  private final Map<String, Object> client;

  /** Topics of the broker that clients with these settings reach. */
  public TestTopics(Map<String, ?> client) {
    this.client = Map.copyOf(client);
  }

  /** Topics of a broker without security. */
  public static TestTopics of(String bootstrapServers) {
    return new TestTopics(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Creates a topic; fails where there is one of this name. */
  public void create(String topic, int partitions, Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(client)) {
      NewTopic created = new NewTopic(topic, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(created)).all().get();
      CreatedTopics.await(admin, List.of(topic));
    }
  }

  /** Creates topics of one partition. */
  public void create(Collection<String> topics) throws Exception {
    for (String topic : topics) {
      create(topic, 1, Map.of());
    }
  }

  /** Writes records in their order, and returns when the broker has all of them. */
  public void send(Collection<ProducerRecord<byte[], byte[]>> records) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  /** Returns the committed records of all partitions, up to the end of this moment. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = fromTheBeginning(consumer, List.of(topic));
      Map<TopicPartition, Long> ends = ends(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    try (Admin admin = Admin.create(client)) {
      return CommittedEnd.now(admin, partitions);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the ends of " + partitions + " are not known", e);
    }
  }

  /** Returns the values of {@link #read(String)}. */
  public List<byte[]> values(String topic) {
    return read(topic).stream().map(ConsumerRecord::value).toList();
  }

  /**
   * Waits for committed records.
   *
   * @param atLeast in all topics together
   * @return what came, which may be more
   * @throws AssertionError if they do not come within ten minutes
   */
  public List<ConsumerRecord<byte[], byte[]>> await(Collection<String> topics, long atLeast) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      fromTheBeginning(consumer, topics);
      while (records.size() < atLeast) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "%d records of %d came into %s within %s"
                  .formatted(records.size(), atLeast, topics, PATIENCE));
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  /** Returns a consumer, to be closed by the caller. */
  public KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("isolation.level", isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Returns a producer of large records with further settings, to be closed by the caller. */
  public KafkaProducer<byte[], byte[]> producer(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("max.request.size", MAX_RECORD_BYTES);
    settings.put("delivery.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
    settings.put("enable.idempotence", true);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static List<TopicPartition> fromTheBeginning(
      KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }
}
