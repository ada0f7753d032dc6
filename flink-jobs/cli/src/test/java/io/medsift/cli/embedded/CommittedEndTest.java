package io.medsift.cli.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.kafka.topic.TopicRange;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * What is committed is seen at once, though brokers end a transaction after its commit returned.
 */
final class CommittedEndTest {
  private static final int TRANSACTIONS = 200;
  private static final int PARTITIONS = 4;

  @Test
  void seesEachTransactionWhoseCommitHasReturned() throws Exception {
    String topic = Testbed.name("committed-end");
    TestTopics topics = TestTopics.of(Testbed.broker().bootstrapServers());
    topics.create(topic, PARTITIONS, Map.of());
    try (Admin admin = KafkaConnection.plain(Testbed.broker().bootstrapServers()).admin();
        KafkaProducer<byte[], byte[]> producer = producer(topics, topic + "-writer")) {
      for (int commit = 1; commit <= TRANSACTIONS; commit++) {
        producer.beginTransaction();
        send(producer, topic, commit % PARTITIONS);
        producer.commitTransaction();
        // A record and the marker behind it.
        assertThat(records(admin, topic)).as("after commit %d", commit).isEqualTo(2L * commit);
      }
    }
  }

  @Test
  void doesNotWaitForWhatIsOpen() throws Exception {
    String topic = Testbed.name("committed-end-open");
    TestTopics topics = TestTopics.of(Testbed.broker().bootstrapServers());
    topics.create(topic, PARTITIONS, Map.of());
    try (KafkaProducer<byte[], byte[]> open = producer(topics, topic + "-open");
        KafkaProducer<byte[], byte[]> other = producer(topics, topic + "-other")) {
      open.beginTransaction();
      send(open, topic, 0);
      open.flush();
      other.beginTransaction();
      send(other, topic, 0);
      send(other, topic, 1);
      other.commitTransaction();
      assertThat(
              TopicRange.now(KafkaConnection.plain(Testbed.broker().bootstrapServers()), topic)
                  .ends())
          .containsEntry(0, 0L)
          .containsEntry(1, 2L);
      open.abortTransaction();
    }
  }

  private static long records(Admin admin, String topic) throws Exception {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(one -> new TopicPartition(topic, one)).toList();
    return CommittedEnd.now(admin, partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  private static KafkaProducer<byte[], byte[]> producer(TestTopics topics, String id) {
    KafkaProducer<byte[], byte[]> producer =
        topics.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
    producer.initTransactions();
    return producer;
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition) {
    var unused =
        producer.send(new ProducerRecord<>(topic, partition, null, "record".getBytes(UTF_8)));
  }
}
