package io.medsift.cli.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.write.CurationTopics;
import io.medsift.curation.write.OutputSerializer;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.review.rows.OutputTopic;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics of a job whose samples and rows a test writes itself. */
public final class WrittenTopics implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  // A commit after the broker gave the transaction up fails with InvalidTxnStateException.
  private static final int LONGEST_PAUSE = (int) KafkaConnector.TRANSACTION_TIMEOUT.toMillis();

  private final CurationTopics topics;
  private final KafkaProducer<byte[], byte[]> samples;
  private final KafkaProducer<byte[], byte[]> rows;
  private final Map<Position, byte[]> written;

  /** New topics with {@code partitions} each. */
  public WrittenTopics(EmbeddedBroker broker, int partitions) {
    this(broker, partitions, "samples-" + (NUMBER.get() + 1), new HashMap<>());
    broker.createTopic(
        topics.samples(), partitions, Map.of("message.timestamp.type", "LogAppendTime"));
  }

  /** New outputs for the samples of {@code first}, as those of a replay. */
  public WrittenTopics(EmbeddedBroker broker, int partitions, WrittenTopics first) {
    this(broker, partitions, first.topics.samples(), first.written);
  }

  private WrittenTopics(
      EmbeddedBroker broker, int partitions, String samplesName, Map<Position, byte[]> written) {
    int number = NUMBER.incrementAndGet();
    this.written = written;
    this.topics =
        new CurationTopics(
                KafkaConnection.plain(broker.bootstrapServers()), samplesName, "", "", "")
            .withOutputs("job-" + number);
    for (String output : List.of(topics.accepted(), topics.rejected(), topics.deadLetters())) {
      broker.createTopic(output, partitions, Map.of());
    }
    this.samples = producer(Map.of());
    this.rows =
        producer(
            Map.of("transactional.id", "job-" + number, "transaction.timeout.ms", LONGEST_PAUSE));
    rows.initTransactions();
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", topics.bootstrapServers());
    settings.put("max.request.size", 64 << 20);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The topics. */
  public CurationTopics topics() {
    return topics;
  }

  /** The options that name them. */
  public List<String> options() {
    String accepted = topics.accepted();
    return List.of(
        "--bootstrap-servers",
        topics.bootstrapServers(),
        "--topic",
        topics.samples(),
        "--outputs",
        accepted.substring(0, accepted.length() - "-accepted".length()));
  }

  /** Writes a sample of public_medical with that id and response. */
  public Position sample(int partition, String id, String response) throws Exception {
    String json =
        "{\"id\":\"%s\",\"source\":\"test\",\"track\":\"public_medical\",\"prompt\":\"%s\",\"response\":\"%s\"}"
            .formatted(id, "What is it?", response);
    return sample(partition, json);
  }

  /** Writes any bytes as a sample. */
  public Position sample(int partition, String value) throws Exception {
    RecordMetadata at =
        samples
            .send(new ProducerRecord<>(topics.samples(), partition, null, value.getBytes(UTF_8)))
            .get();
    Position position = new Position(topics.samples(), partition, at.offset());
    written.put(position, value.getBytes(UTF_8));
    return position;
  }

  /** Writes a heartbeat. */
  public void heartbeat(int partition) throws Exception {
    samples.send(Heartbeat.in(topics.samples(), partition)).get();
  }

  /** Begins a transaction of rows. */
  public WrittenTopics begin() {
    rows.beginTransaction();
    return this;
  }

  /** Commits the rows since {@link #begin()}. */
  public void commit() {
    rows.commitTransaction();
  }

  /** Gives the rows since {@link #begin()} up. */
  public void abort() {
    rows.flush();
    rows.abortTransaction();
  }

  /** Writes what {@link #begin()} began, and leaves it open. */
  public void flush() {
    rows.flush();
  }

  /** Writes the row of an accepted sample. */
  public void accept(Position position) {
    byte[] json = written.get(position);
    Verdict verdict = verdict(Decision.ACCEPTED, null, null, position);
    try {
      send(
          OutputRecord.Kind.ACCEPTED,
          position,
          id(json),
          RowCodec.accepted(json, new SampleParser(SampleLimits.DEFAULT).parse(json), verdict));
    } catch (MalformedSampleException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Writes the row of a rejected sample. */
  public void reject(Position position, Reason reason, Evidence evidence) {
    byte[] json = written.get(position);
    send(
        OutputRecord.Kind.REJECTED,
        position,
        id(json),
        RowCodec.rejected(json, verdict(Decision.REJECTED, reason, evidence, position)));
  }

  /** Writes what became of a prompt, to a topic that is created for it. */
  public void decide(EmbeddedBroker broker, Position last, PromptDecision decision) {
    broker.createTopic(topics.promptsDecided(), 1, CurationTopics.PROMPTS_DECIDED_CONFIG);
    send(
        OutputRecord.Kind.PROMPT,
        last,
        decision.key().getBytes(UTF_8),
        RowCodec.promptDecision(decision));
  }

  /** Writes a dead letter. */
  public void bury(Position position, String error) {
    DeadLetter letter = DeadLetter.of(error, position, 7, null, written.get(position), Map.of());
    send(OutputRecord.Kind.DEAD_LETTER, position, null, RowCodec.deadLetter(letter));
  }

  /** Writes a dead letter of another job, with the headers that it writes. */
  public void buryElsewhere(String job, Position position, String error) {
    Headers headers = new RecordHeaders();
    PositionHeader.add(headers, job, position);
    write(OutputTopic.DEAD_LETTERS, headers, letter(position, error));
  }

  /** The JSON of a dead letter. */
  public static byte[] letter(Position position, String error) {
    return RowCodec.deadLetter(
        DeadLetter.of(error, position, 7, null, "{".getBytes(UTF_8), Map.of()));
  }

  /** Writes any record to an output. */
  public void write(OutputTopic output, Headers headers, byte[] value) {
    var unused = rows.send(new ProducerRecord<>(output.of(topics), 0, null, null, value, headers));
  }

  /** A line of results: a sample with its verdict, accepted where there is no reason. */
  public static String row(String json, Position position, Reason reason) {
    Decision decision = reason == null ? Decision.ACCEPTED : Decision.REJECTED;
    byte[] row = RowCodec.rejected(json.getBytes(UTF_8), verdict(decision, reason, null, position));
    return new String(row, UTF_8) + "\n";
  }

  private static Verdict verdict(
      Decision decision, Reason reason, Evidence evidence, Position position) {
    return new Verdict(
        decision,
        reason == null ? null : reason.gate(),
        reason,
        evidence,
        List.of(),
        new RecipeStamp("test", "0123456789abcdef"),
        Map.of("signatures", "fingerprint"),
        position,
        1_795_230_000_000L,
        false,
        false);
  }

  private static byte[] id(byte[] json) {
    String text = new String(json, UTF_8);
    int start = text.indexOf("\"id\":\"") + 6;
    return text.substring(start, text.indexOf('"', start)).getBytes(UTF_8);
  }

  private void send(OutputRecord.Kind kind, Position position, byte[] key, byte[] value) {
    OutputRecord row =
        new OutputRecord(
            kind, new SamplePosition(position.partition(), position.offset()), key, value);
    var unused = rows.send(new OutputSerializer(topics).serialize(row, null, null));
  }

  @Override
  public void close() {
    samples.close();
    rows.close();
  }
}
