package io.medsift.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of one run: samples written before it begins, and what it writes. */
final class SampleTopics {
  private static final int PARTITIONS = 4;

  private SampleTopics() {}

  /** Creates topics of their own for a run and writes its samples, a millisecond apart. */
  static CurationTopics load(String bootstrapServers, int samples, Responses responses)
      throws Exception {
    String run = "samples-" + samples + "-" + System.nanoTime();
    CurationTopics topics =
        new CurationTopics(
            KafkaConnection.plain(bootstrapServers),
            run,
            run + "-accepted",
            run + "-rejected",
            run + "-dead-letters");
    create(topics);
    Properties properties = properties(bootstrapServers);
    properties.put("batch.size", 512 * 1024);
    properties.put("linger.ms", 50);
    // A new topic may refuse the first batch and take the second, after which the first can never
    // be written: the producer would retry it for two minutes and lose it.
    properties.put("max.in.flight.requests.per.connection", 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      long start = System.currentTimeMillis() - samples;
      List<Future<RecordMetadata>> written = new ArrayList<>(samples);
      for (int i = 0; i < samples; i++) {
        byte[] value = sample(i, responses.text(i));
        written.add(
            producer.send(
                new ProducerRecord<>(topics.samples(), i % PARTITIONS, start + i, null, value)));
      }
      for (Future<RecordMetadata> record : written) {
        record.get();
      }
    }
    return topics;
  }

  private static void create(CurationTopics topics) throws Exception {
    try (Admin admin = Admin.create(properties(topics.bootstrapServers()))) {
      Map<String, String> createTime = Map.of("message.timestamp.type", "CreateTime");
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.samples(), PARTITIONS, (short) 1).configs(createTime),
                  new NewTopic(topics.accepted(), 1, (short) 1),
                  new NewTopic(topics.rejected(), 1, (short) 1),
                  new NewTopic(topics.deadLetters(), 1, (short) 1)))
          .all()
          .get();
    }
  }

  private static byte[] sample(int index, String response) {
    return ("{\"id\":\"s"
            + index
            + "\",\"source\":\"synthetic\",\"track\":\"public_medical\",\"prompt\":\"What follows"
            + " from finding number "
            + index
            + " in this patient?\",\"response\":\""
            + response
            + "\"}")
        .getBytes(UTF_8);
  }

  /** How many committed records the one partition of a topic holds. */
  static int committed(String bootstrapServers, String topic) {
    Properties properties = properties(bootstrapServers);
    properties.put("isolation.level", "read_committed");
    TopicPartition partition = new TopicPartition(topic, 0);
    int count = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
        count += records.count();
      }
    }
    return count;
  }

  private static Properties properties(String bootstrapServers) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }
}
