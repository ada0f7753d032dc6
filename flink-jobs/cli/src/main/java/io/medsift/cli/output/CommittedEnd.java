package io.medsift.cli.output;

import io.medsift.topic.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Where the committed records of a topic end. A commit returns before its markers are in the topic,
 * so a reader that looks at once may not see the last transaction.
 */
public final class CommittedEnd {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private CommittedEnd() {}

  /**
   * Waits until no transaction of {@code topic} is open, and returns the end of each partition.
   *
   * @throws IllegalStateException if one is still open after a minute
   */
  public static Map<TopicPartition, Long> await(KafkaConnection connection, String topic)
      throws InterruptedException {
    return await(connection, List.of(topic));
  }

  /** The same of several topics at once. */
  public static Map<TopicPartition, Long> await(
      KafkaConnection connection, Collection<String> topics) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (KafkaConsumer<byte[], byte[]> committed = consumer(connection, "read_committed");
        KafkaConsumer<byte[], byte[]> all = consumer(connection, "read_uncommitted")) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        for (PartitionInfo partition : all.partitionsFor(topic)) {
          partitions.add(new TopicPartition(topic, partition.partition()));
        }
      }
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      while (!committed.endOffsets(partitions).equals(ends)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "a transaction of "
                  + String.join(", ", topics)
                  + " is still open after "
                  + LIMIT.toSeconds()
                  + " s");
        }
        Thread.sleep(PAUSE.toMillis());
        ends = all.endOffsets(partitions);
      }
      return ends;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      KafkaConnection connection, String isolation) {
    Map<String, Object> settings = connection.settings();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
