package io.medsift.kafka.topic;

import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads single records by their offsets. Used by one thread. */
public final class RecordFetcher implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Duration patience;

  /** A fetcher of committed records that waits 20 seconds for the broker. */
  public RecordFetcher(KafkaConnection connection) {
    this(connection, PATIENCE);
  }

  /**
   * A fetcher of committed records.
   *
   * @param patience how long it waits for the broker, for the end of the partition and again for
   *     the record
   */
  public RecordFetcher(KafkaConnection connection, Duration patience) {
    this.patience = patience;
    int millis = Math.toIntExact(patience.toMillis());
    this.consumer =
        connection.consumer(
            Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                1 << 20,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                1 << 20,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
  }

  /**
   * The record at an offset; empty where the partition has not come so far, where retention has
   * deleted it, and where the offset is a transaction's marker.
   *
   * @throws IllegalStateException if the broker does not return the record in time
   * @throws org.apache.kafka.common.errors.TimeoutException if it does not answer at all
   */
  public Optional<ConsumerRecord<byte[], byte[]>> fetch(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    if (consumer.endOffsets(List.of(partition)).get(partition) <= offset) {
      return Optional.empty();
    }
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == offset ? Optional.of(record) : Optional.empty();
      }
      if (consumer.position(partition) > offset) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException(
        String.format(
            Locale.ROOT, "the broker does not return the record %d of %s", offset, partition));
  }

  /**
   * The first record at an offset or after it, where that is a transaction's marker or retention
   * has deleted it; empty where there is none.
   *
   * @throws IllegalStateException if the broker does not return the record in time
   * @throws org.apache.kafka.common.errors.TimeoutException if it does not answer at all
   */
  public Optional<ConsumerRecord<byte[], byte[]>> first(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    if (end <= offset) {
      return Optional.empty();
    }
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return Optional.of(record);
      }
      if (consumer.position(partition) >= end) {
        return Optional.empty();
      }
    }
    throw new IllegalStateException(
        String.format(
            Locale.ROOT,
            "the broker returns no record of %s from offset %d on, although the partition ends at"
                + " %d",
            partition,
            offset,
            end));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
