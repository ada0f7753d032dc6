package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.embedded.TestTopics;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The topics of one run: samples written before it begins, and what it writes. */
final class SampleTopics {
  private static final int PARTITIONS = 4;
  private static final int RESPONSES = 8;
  private static final int MOST_UNCONFIRMED = 10_000;

  private SampleTopics() {}

  /**
   * Creates topics of their own for a run and writes its samples, a millisecond apart, eight
   * responses to each prompt.
   */
  static CurationTopics load(String bootstrapServers, int samples, Responses responses)
      throws Exception {
    String run = "samples-" + samples + "-" + System.nanoTime();
    CurationTopics topics =
        new CurationTopics(
            KafkaConnection.plain(bootstrapServers),
            run,
            run + "-accepted",
            run + "-rejected",
            run + "-dead-letters",
            run + "-prompts-decided");
    TestTopics broker = TestTopics.of(bootstrapServers);
    broker.create(topics.samples(), PARTITIONS, Map.of("message.timestamp.type", "CreateTime"));
    broker.create(
        List.of(
            topics.accepted(), topics.rejected(), topics.deadLetters(), topics.promptsDecided()));
    // A new topic may refuse the first batch and take the second, after which the first can never
    // be written: the producer would retry it for two minutes and lose it.
    Map<String, Object> batches =
        Map.of(
            "batch.size", 512 * 1024, "linger.ms", 50, "max.in.flight.requests.per.connection", 1);
    try (KafkaProducer<byte[], byte[]> producer = broker.producer(batches)) {
      long start = System.currentTimeMillis() - samples;
      Deque<Future<RecordMetadata>> written = new ArrayDeque<>();
      for (int i = 0; i < samples; i++) {
        byte[] value = sample(i, responses.text(i));
        written.add(
            producer.send(
                new ProducerRecord<>(topics.samples(), i % PARTITIONS, start + i, null, value)));
        if (written.size() > MOST_UNCONFIRMED) {
          written.remove().get();
        }
      }
      for (Future<RecordMetadata> record : written) {
        record.get();
      }
    }
    return topics;
  }

  /** The bytes of a sample. */
  static byte[] sample(int index, String response) {
    return ("{\"id\":\"s"
            + index
            + "\",\"source\":\"synthetic\",\"track\":\"public_medical\",\"prompt\":\"What follows"
            + " from finding number "
            + index / RESPONSES
            + " in this patient?\",\"generation\":{\"prompt_id\":\"p"
            + index / RESPONSES
            + "\",\"index\":"
            + index % RESPONSES
            + ",\"responses\":"
            + RESPONSES
            + "},\"response\":\""
            + response
            + "\"}")
        .getBytes(UTF_8);
  }
}
