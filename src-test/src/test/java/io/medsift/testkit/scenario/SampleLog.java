package io.medsift.testkit.scenario;

import io.medsift.cli.embedded.TestTopics;
import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.recovery.LostSamples;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;

/** Topics of test runs on a broker: samples go in, and what was decided is read. */
public final class SampleLog {
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final KafkaConnection connection;
  private final TestTopics broker;

  /** The topics of a broker. */
  public SampleLog(KafkaConnection connection) {
    this.connection = connection;
    this.broker = new TestTopics(connection.settings());
  }

  /** Topics of a run of their own, loaded with {@code records} in their order. */
  public CurationTopics load(int partitions, List<LoggedRecord> records) throws Exception {
    return load("run-" + RUNS.incrementAndGet() + "-samples", partitions, records);
  }

  /** The same in a topic of this name. */
  public CurationTopics load(String samples, int partitions, List<LoggedRecord> records)
      throws Exception {
    broker.create(
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
            connection,
            samples,
            run + "-accepted",
            run + "-rejected",
            run + "-dead-letters",
            run + "-prompts-decided");
    broker.create(outputs(topics));
    broker.create(topics.promptsDecided(), 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
    return topics;
  }

  private static List<String> outputs(CurationTopics topics) {
    return List.of(topics.accepted(), topics.rejected(), topics.deadLetters());
  }

  /** Adds {@code records} to the topic of samples. */
  public void append(CurationTopics topics, List<LoggedRecord> records) throws Exception {
    List<ProducerRecord<byte[], byte[]>> samples = new ArrayList<>();
    for (LoggedRecord record : records) {
      ProducerRecord<byte[], byte[]> sample =
          new ProducerRecord<>(
              topics.samples(), record.partition(), record.timestamp(), null, record.value());
      if (record.heartbeat()) {
        sample.headers().add(Heartbeat.HEADER, new byte[0]);
      }
      samples.add(sample);
    }
    broker.send(samples);
  }

  /** Waits until at least so many rows are committed in all outputs. */
  public void awaitRows(CurationTopics topics, long rows) throws Exception {
    broker.await(outputs(topics), rows);
  }

  /** Position of every record in the topic of samples, without heartbeats. */
  public Set<String> positions(CurationTopics topics) {
    return broker.read(topics.samples()).stream()
        .filter(record -> !Heartbeat.is(record.value(), record.headers()))
        .map(record -> new Position(record.topic(), record.partition(), record.offset()))
        .map(Position::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** How many rows readers of committed records see. */
  public long rows(CurationTopics topics) {
    return outputs(topics).stream().mapToLong(topic -> broker.read(topic).size()).sum();
  }

  /** How many records of the topic of dead letters say what was lost: they are no verdicts. */
  public long lostRanges(CurationTopics topics) {
    return broker.read(topics.deadLetters()).stream()
        .filter(row -> LostSamples.read(row.headers()).isPresent())
        .count();
  }

  /** What readers of committed records see. */
  public Decisions read(CurationTopics topics) throws Exception {
    List<CuratedRow> curated = new ArrayList<>();
    for (byte[] row : broker.values(topics.accepted())) {
      curated.add(RowCodec.readRow(row));
    }
    for (byte[] row : broker.values(topics.rejected())) {
      curated.add(RowCodec.readRow(row));
    }
    List<DeadLetter> deadLetters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> row : broker.read(topics.deadLetters())) {
      if (LostSamples.read(row.headers()).isEmpty()) {
        deadLetters.add(RowCodec.readDeadLetter(row.value()));
      }
    }
    return new Decisions(curated, deadLetters);
  }

  /** The last decision of each prompt, by its key, that readers of committed records see. */
  public Map<String, PromptDecision> prompts(CurationTopics topics) throws Exception {
    Map<String, PromptDecision> last = new TreeMap<>();
    for (byte[] row : broker.values(topics.promptsDecided())) {
      PromptDecision decision = RowCodec.readPromptDecision(row);
      last.put(decision.key(), decision);
    }
    return last;
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
}
