package io.medsift.testkit.scenario;

import io.medsift.codec.CuratedRow;
import io.medsift.codec.RowCodec;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of test runs on a broker: samples go in, and what was decided is read. */
public final class SampleLog {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final KafkaConnection connection;

  /** The topics of a broker. */
  public SampleLog(KafkaConnection connection) {
    this.connection = connection;
  }

  /** Topics of a run of their own, loaded with {@code records} in their order. */
  public CurationTopics load(int partitions, List<LoggedRecord> records) throws Exception {
    return load("run-" + RUNS.incrementAndGet() + "-samples", partitions, records);
  }

  /** The same in a topic of this name. */
  public CurationTopics load(String samples, int partitions, List<LoggedRecord> records)
      throws Exception {
    createTopic(
        samples,
        partitions,
        Map.of(
            "message.timestamp.type",
            "CreateTime",
            "message.timestamp.after.max.ms",
            Long.toString(Long.MAX_VALUE)));
    CurationTopics topics = withNewOutputs(samples);
    append(topics, records);
    return topics;
  }

  /** The same samples and empty outputs. */
  public CurationTopics withNewOutputs(String samples) throws Exception {
    String run = "run-" + RUNS.incrementAndGet();
    CurationTopics topics =
        new CurationTopics(
            connection, samples, run + "-accepted", run + "-rejected", run + "-dead-letters");
    for (String output : outputs(topics)) {
      createTopic(output, 1, Map.of());
    }
    return topics;
  }

  private static List<String> outputs(CurationTopics topics) {
    return List.of(topics.accepted(), topics.rejected(), topics.deadLetters());
  }

  /** Adds {@code records} to the topic of samples. */
  public void append(CurationTopics topics, List<LoggedRecord> records) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (LoggedRecord record : records) {
        ProducerRecord<byte[], byte[]> sample =
            new ProducerRecord<>(
                topics.samples(), record.partition(), record.timestamp(), null, record.value());
        if (record.heartbeat()) {
          sample.headers().add(Heartbeat.HEADER, new byte[0]);
        }
        sent.add(producer.send(sample));
      }
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  /** Waits until at least so many rows are committed in all outputs. */
  public void awaitRows(CurationTopics topics, long rows) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
    long seen = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          outputs(topics).stream().map(topic -> new TopicPartition(topic, 0)).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (seen < rows) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "%d rows of %d came into %s".formatted(seen, rows, outputs(topics)));
        }
        seen += consumer.poll(Duration.ofMillis(50)).count();
      }
    }
  }

  /** Position of every record in the topic of samples, without heartbeats. */
  public Set<String> positions(CurationTopics topics) {
    Set<String> positions = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.samples()).stream()
              .map(partition -> new TopicPartition(topics.samples(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (!Heartbeat.is(record.value(), record.headers())) {
            positions.add(
                new Position(record.topic(), record.partition(), record.offset()).toString());
          }
        }
      }
    }
    return positions;
  }

  /** How many rows readers of committed records see. */
  public long rows(CurationTopics topics) {
    return outputs(topics).stream().mapToLong(topic -> committed(topic).size()).sum();
  }

  /** What readers of committed records see. */
  public Decisions read(CurationTopics topics) throws Exception {
    List<CuratedRow> curated = new ArrayList<>();
    for (byte[] row : committed(topics.accepted())) {
      curated.add(RowCodec.readRow(row));
    }
    for (byte[] row : committed(topics.rejected())) {
      curated.add(RowCodec.readRow(row));
    }
    List<DeadLetter> deadLetters = new ArrayList<>();
    for (byte[] row : committed(topics.deadLetters())) {
      deadLetters.add(RowCodec.readDeadLetter(row));
    }
    return new Decisions(curated, deadLetters);
  }

  /** Adds partitions, so that the topic of samples has so many. */
  public void grow(CurationTopics topics, int partitions) throws Exception {
    try (Admin admin = Admin.create(connection.settings())) {
      admin
          .createPartitions(Map.of(topics.samples(), NewPartitions.increaseTo(partitions)))
          .all()
          .get();
    }
  }

  private void createTopic(String name, int partitions, Map<String, String> settings)
      throws Exception {
    try (Admin admin = Admin.create(connection.settings())) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private List<byte[]> committed(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<byte[]> values = new ArrayList<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = connection.settings();
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = connection.settings();
    settings.put("max.request.size", 64 << 20);
    settings.put("enable.idempotence", true);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
