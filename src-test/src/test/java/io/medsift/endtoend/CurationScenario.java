package io.medsift.endtoend;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.run.ClusterSettings;
import io.medsift.codec.CuratedRow;
import io.medsift.codec.RowCodec;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopics;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.DeadLetter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobmaster.JobResult;
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
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    return new CurationScenario(broker, EmbeddedCluster.start(settings, taskManagers, slots));
  }

  EmbeddedCluster cluster() {
    return cluster;
  }

  /** Topics of a run of their own, loaded with {@code records} in their order. */
  CurationTopics load(int partitions, List<LoggedRecord> records) throws Exception {
    String run = "run-" + RUNS.incrementAndGet();
    CurationTopics topics =
        new CurationTopics(
            broker.bootstrapServers(),
            run + "-samples",
            run + "-accepted",
            run + "-rejected",
            run + "-dead-letters");
    broker.createTopic(
        topics.samples(),
        partitions,
        Map.of(
            "message.timestamp.type",
            "CreateTime",
            "message.timestamp.after.max.ms",
            Long.toString(Long.MAX_VALUE)));
    for (String output : List.of(topics.accepted(), topics.rejected(), topics.deadLetters())) {
      broker.createTopic(output, 1, Map.of());
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (LoggedRecord record : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    topics.samples(),
                    record.partition(),
                    record.timestamp(),
                    null,
                    record.value())));
      }
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
    return topics;
  }

  /** Runs the job over what the topic holds, to the end. */
  Decisions run(Recipe recipe, CurationTopics topics, int parallelism) throws Exception {
    return run(
        new CurationSettings(recipe, null, null, topics, true, topics.samples()), parallelism);
  }

  Decisions run(CurationSettings settings, int parallelism) throws Exception {
    JobResult result = submit(settings, parallelism).get(5, TimeUnit.MINUTES);
    if (!result.isSuccess()) {
      throw new AssertionError(
          "the job failed",
          result
              .getSerializedThrowable()
              .orElseThrow()
              .deserializeError(getClass().getClassLoader()));
    }
    return read(settings.topics());
  }

  CompletableFuture<JobResult> submit(CurationSettings settings, int parallelism) throws Exception {
    StreamExecutionEnvironment environment = cluster.environment(parallelism);
    CurationJob.define(environment, settings);
    return cluster.result(cluster.submit(environment, settings.topics().samples()));
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
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
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
    cluster.close();
    broker.close();
  }
}
