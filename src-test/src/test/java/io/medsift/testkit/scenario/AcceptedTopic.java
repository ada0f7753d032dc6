package io.medsift.testkit.scenario;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Position;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes accepted rows to a topic in transactions, as the job does, in no order of their samples.
 */
public final class AcceptedTopic implements AutoCloseable {
  private static final int SAMPLE_PARTITIONS = 4;
  private static final long SCATTER = 7_919;
  private static final SampleParser PARSER = new SampleParser(SampleLimits.DEFAULT);

  private final String topic;
  private final int partitions;
  private final IntFunction<String> responses;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * A writer to a topic that is there.
   *
   * @param responses of the samples, by their numbers
   */
  public AcceptedTopic(
      String bootstrapServers, String topic, int partitions, IntFunction<String> responses) {
    this.topic = topic;
    this.partitions = partitions;
    this.responses = responses;
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("transactional.id", topic + "-writer");
    properties.put("batch.size", 256 * 1024);
    properties.put("linger.ms", 20);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Commits the rows of samples {@code from} to {@code to}, which is left out. */
  public void commit(int from, int to) throws Exception {
    producer.beginTransaction();
    write(from, to);
    producer.commitTransaction();
  }

  /** Writes such rows and takes them back. */
  public void abort(int from, int to) throws Exception {
    producer.beginTransaction();
    write(from, to);
    producer.abortTransaction();
  }

  private void write(int from, int to) throws Exception {
    int count = to - from;
    List<Future<RecordMetadata>> sent = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int index = from + (int) (i * SCATTER % count);
      sent.add(producer.send(new ProducerRecord<>(topic, index % partitions, null, row(index))));
    }
    for (Future<RecordMetadata> record : sent) {
      record.get();
    }
  }

  private byte[] row(int index) throws Exception {
    String sample =
        """
        {"id": "s-%d", "source": "made/up-%d", "track": "%s", "prompt": "What is %d? 钠 \\"quoted\\"",
         "response": "%d %s", "generator": "writer", "license": "MIT"}\
        """
            .formatted(
                index,
                index % 3,
                index % 2 == 0 ? "public_medical" : "synthetic_qa",
                index,
                index,
                responses.apply(index));
    byte[] json = sample.getBytes(StandardCharsets.UTF_8);
    return RowCodec.accepted(json, PARSER.parse(json), verdict(index));
  }

  private static Verdict verdict(int index) {
    return new Verdict(
        Decision.ACCEPTED,
        null,
        null,
        null,
        List.of(),
        new RecipeStamp("recommended", "0123456789abcdef"),
        Map.of("benchmarks", "ff"),
        new Position("samples", index % SAMPLE_PARTITIONS, index / SAMPLE_PARTITIONS),
        1_000_000L + index,
        false,
        false);
  }

  @Override
  public void close() {
    producer.close();
  }
}
