package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker in this process, and commands between its topics in processes of their own. */
public final class ModelJobScenario implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MOST_MINUTES = 4;
  private static final long PAUSE_MILLIS = 10;
  private static final long PAUSE_BETWEEN_READS_MILLIS = 300;

  private final EmbeddedBroker broker;
  private final Path directory;

  private ModelJobScenario(EmbeddedBroker broker, Path directory) {
    this.broker = broker;
    this.directory = directory;
  }

  public static ModelJobScenario start(Path directory) throws IOException {
    return new ModelJobScenario(EmbeddedBroker.start(directory.resolve("kafka")), directory);
  }

  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  public void createTopics(int partitions, String... names) {
    for (String name : names) {
      broker.createTopic(name, partitions, Map.of());
    }
  }

  /** Sends lines in turn to the partitions of a topic. */
  public void send(String topic, int partitions, List<String> lines) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < lines.size(); i++) {
        byte[] value = lines.get(i).getBytes(UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, null, value)));
      }
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  /** Starts a command in a directory of the run's own. */
  public MedsiftProcess run(String name, List<String> arguments) throws IOException {
    return MedsiftProcess.start(Files.createDirectories(directory.resolve(name)), arguments);
  }

  /** Waits for something that the process brings about. */
  public static void await(MedsiftProcess process, String what, BooleanSupplier done)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
    while (!done.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError(
            (process.isAlive() ? "no " + what + " in time: " : "the process ended: ")
                + process.output());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /** The committed records of a topic, as JSON. */
  public List<JsonNode> read(String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers());
    settings.put("isolation.level", "read_committed");
    List<JsonNode> rows = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          rows.add(JSON.readTree(record.value()));
        }
      }
    } catch (IOException e) {
      throw new AssertionError("a record of " + topic + " is not JSON", e);
    }
    return rows;
  }

  /** How many records readers of committed ones see; reading takes its time, so not too often. */
  public long count(String topic) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_BETWEEN_READS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return read(topic).size();
  }

  @Override
  public void close() {
    broker.close();
  }
}
