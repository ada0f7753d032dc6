package io.medsift.kafka.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the committed records of a {@link TopicRange} once, each partition in its order. It belongs
 * to no consumer group and leaves no trace on the broker.
 *
 * @param key and {@code value} what to make of the bytes; see {@link PresenceDeserializer} for none
 *     of it
 * @param progress receives the number of records so far, after each fetch
 */
public record TopicScan<K, V>(Deserializer<K> key, Deserializer<V> value, LongConsumer progress) {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          10_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          16 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          64 << 20);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A scan without progress. */
  public TopicScan(Deserializer<K> key, Deserializer<V> value) {
    this(key, value, count -> {});
  }

  /**
   * Gives every record of {@code range} to {@code consumer}.
   *
   * @return how many there were
   * @throws IllegalStateException if the broker gives nothing for two minutes
   */
  public long read(TopicRange range, Consumer<ConsumerRecord<K, V>> consumer) {
    Map<TopicPartition, Long> open = range.boundary(range.ends());
    Map<TopicPartition, Long> starts = range.boundary(range.starts());
    open.entrySet().removeIf(end -> end.getValue() <= starts.get(end.getKey()));
    if (open.isEmpty()) {
      return 0;
    }
    long records = 0;
    long moved = System.nanoTime();
    try (KafkaConsumer<K, V> kafka = range.connection().consumer(key, value, SETTINGS)) {
      kafka.assign(open.keySet());
      open.keySet().forEach(partition -> kafka.seek(partition, starts.get(partition)));
      while (!open.isEmpty()) {
        ConsumerRecords<K, V> fetched = kafka.poll(POLL);
        for (TopicPartition partition : fetched.partitions()) {
          long end = open.getOrDefault(partition, 0L);
          for (ConsumerRecord<K, V> record : fetched.records(partition)) {
            if (record.offset() < end) {
              consumer.accept(record);
              records++;
            }
          }
        }
        progress.accept(records);
        boolean done = open.entrySet().removeIf(end -> isPast(kafka, end));
        if (done && !open.isEmpty()) {
          kafka.assign(List.copyOf(open.keySet()));
        }
        moved = done || !fetched.isEmpty() ? System.nanoTime() : moved;
        if (System.nanoTime() - moved > PATIENCE.toNanos()) {
          throw new IllegalStateException(
              "the broker returns no more records of "
                  + open.keySet()
                  + ", which must end at "
                  + open);
        }
      }
    }
    return records;
  }

  private static boolean isPast(KafkaConsumer<?, ?> kafka, Map.Entry<TopicPartition, Long> end) {
    return kafka.position(end.getKey()) >= end.getValue();
  }
}
