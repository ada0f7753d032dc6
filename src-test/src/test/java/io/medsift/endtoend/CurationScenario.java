package io.medsift.endtoend;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.output.CommittedEnd;
import io.medsift.cli.run.ClusterSettings;
import io.medsift.codec.CuratedRow;
import io.medsift.codec.RowCodec;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopics;
import io.medsift.heartbeat.Heartbeat;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker and a real Flink cluster, on which tests run the curation job. */
final class CurationScenario implements AutoCloseable {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final EmbeddedBroker broker;
  private final EmbeddedCluster cluster;

  private CurationScenario(EmbeddedBroker broker, EmbeddedCluster cluster) {
    this.broker = broker;
    this.cluster = cluster;
  }

  static CurationScenario start(Path directory, int taskManagers, int slots) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
    Configuration settings = ClusterSettings.in(directory.resolve("flink"), 0);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    // A replay with memory leaves the old source's state behind.
    settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    try {
      return new CurationScenario(broker, EmbeddedCluster.start(settings, taskManagers, slots));
    } catch (Exception e) {
      broker.close();
      throw e;
    }
  }

  EmbeddedCluster cluster() {
    return cluster;
  }

  /** Topics of a run of their own, loaded with {@code records} in their order. */
  CurationTopics load(int partitions, List<LoggedRecord> records) throws Exception {
    String samples = "run-" + RUNS.incrementAndGet() + "-samples";
    broker.createTopic(
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
  CurationTopics withNewOutputs(String samples) {
    String run = "run-" + RUNS.incrementAndGet();
    CurationTopics topics =
        new CurationTopics(
            broker.bootstrapServers(),
            samples,
            run + "-accepted",
            run + "-rejected",
            run + "-dead-letters");
    for (String output : outputs(topics)) {
      broker.createTopic(output, 1, Map.of());
    }
    return topics;
  }

  private static List<String> outputs(CurationTopics topics) {
    return List.of(topics.accepted(), topics.rejected(), topics.deadLetters());
  }

  /** Adds {@code records} to the topic of samples. */
  void append(CurationTopics topics, List<LoggedRecord> records) throws Exception {
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

  /** Runs the job over what the topic holds, to the end. */
  Decisions run(Recipe recipe, CurationTopics topics, int parallelism) throws Exception {
    return run(bounded(recipe, topics), parallelism);
  }

  Decisions run(CurationSettings settings, int parallelism) throws Exception {
    submit(settings, parallelism).succeed();
    CurationTopics topics = settings.topics();
    for (String output : List.of(topics.accepted(), topics.rejected(), topics.deadLetters())) {
      CommittedEnd.await(broker.bootstrapServers(), output);
    }
    return read(topics);
  }

  /** The settings of a run over what the topic holds. */
  static CurationSettings bounded(Recipe recipe, CurationTopics topics) {
    return new CurationSettings(recipe, null, null, topics, true, topics.accepted());
  }

  /** The settings of a run that waits for more. */
  static CurationSettings unbounded(Recipe recipe, CurationTopics topics) {
    return new CurationSettings(recipe, null, null, topics, false, topics.accepted());
  }

  RunningJob submit(CurationSettings settings, int parallelism) throws Exception {
    return submit(settings, cluster.environment(parallelism));
  }

  /** Submits a job that starts from the state in {@code savepoint}. */
  RunningJob restore(String savepoint, CurationSettings settings, int parallelism)
      throws Exception {
    StreamExecutionEnvironment environment = cluster.environment(parallelism);
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    environment.configure(recovery);
    return submit(settings, environment);
  }

  private RunningJob submit(CurationSettings settings, StreamExecutionEnvironment environment)
      throws Exception {
    CurationJob.define(environment, settings);
    return new RunningJob(cluster, cluster.submit(environment, settings.topics().accepted()));
  }

  /** Waits until at least so many rows are committed in all outputs. */
  void awaitRows(CurationTopics topics, long rows) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (rows(topics) < rows) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%d rows of %d came".formatted(rows(topics), rows));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** How many rows readers of committed records see. */
  long rows(CurationTopics topics) {
    return outputs(topics).stream().mapToLong(topic -> committed(topic).size()).sum();
  }

  /** What readers of committed records see. */
  Decisions read(CurationTopics topics) throws Exception {
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

  private List<byte[]> committed(String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("isolation.level", "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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

  private KafkaProducer<byte[], byte[]> producer() {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("max.request.size", 64 << 20);
    settings.put("enable.idempotence", true);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    try (broker) {
      cluster.close();
    }
  }
}
