package io.medsift.cli.replay;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Rows that are written in transactions, each of so many and of so short a time that brokers end
 * none before it is committed.
 */
final class CopiedRows {
  static final int PER_TRANSACTION = 5_000;
  static final Duration MAX_DURATION = Duration.ofSeconds(10);

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier nanos;
  private final LongConsumer committed;
  private long rows;
  private int open;
  private long began;

  /**
   * No row yet.
   *
   * @param nanos the time, as {@link System#nanoTime} gives it
   * @param committed is told how many rows are committed, after each transaction
   */
  CopiedRows(Producer<byte[], byte[]> producer, LongSupplier nanos, LongConsumer committed) {
    this.producer = producer;
    this.nanos = nanos;
    this.committed = committed;
  }

  void add(ConsumerRecord<byte[], byte[]> row, String into) {
    if (open == 0) {
      producer.beginTransaction();
      began = nanos.getAsLong();
    }
    var unused =
        producer.send(
            new ProducerRecord<>(into, null, null, row.key(), row.value(), row.headers()));
    open++;
    rows++;
    pass();
  }

  /** To be called while no row is added, too: a transaction that is old enough is committed. */
  void pass() {
    if (open == PER_TRANSACTION
        || (open > 0 && nanos.getAsLong() - began >= MAX_DURATION.toNanos())) {
      end();
    }
  }

  /** Commits what is not committed yet, and returns how many rows there were in all. */
  long end() {
    if (open > 0) {
      producer.commitTransaction();
      open = 0;
      committed.accept(rows);
    }
    return rows;
  }
}
