package io.medsift.cli.input;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.review.tally.DeadLetterTally;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of samples of a run over files, which is empty before.
 *
 * <p>The clock of its records is their number: each is one millisecond after the one before, over
 * all partitions. So the rank order is the order in which they were added, however many partitions
 * there are, and a run gives the same verdicts every time.
 */
public final class SampleTopic implements AutoCloseable {
  /** Longest record that can be added; what passes the recipe's own limit becomes a dead letter. */
  public static final int MAX_RECORD_BYTES = 64 << 20;

  private final String name;
  private final int partitions;
  private final long start;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long records;

  /**
   * A topic, which exists, is empty and has that many partitions.
   *
   * @param start timestamp of the first record, milliseconds since the epoch
   */
  public SampleTopic(String bootstrapServers, String name, int partitions, long start) {
    this.name = name;
    this.partitions = partitions;
    this.start = start;
    this.producer = new KafkaProducer<>(settings(bootstrapServers));
  }

  String name() {
    return name;
  }

  int partitions() {
    return partitions;
  }

  /** Records so far. */
  long records() {
    return records;
  }

  /**
   * Adds a record, which is in a line or row of that number.
   *
   * @throws CommandFailedException if it, or one before it, cannot be written
   */
  void add(byte[] record, String file, long number) {
    long index = records++;
    ProducerRecord<byte[], byte[]> sample =
        new ProducerRecord<>(name, (int) (index % partitions), start + index, null, record);
    sample.headers().add(DeadLetterTally.LINE_HEADER, (file + ":" + number).getBytes(UTF_8));
    // The callback sees the failure, and there are too many futures to keep.
    Future<?> unused =
        producer.send(sample, (written, error) -> failure.compareAndSet(null, error));
    rethrow();
  }

  /** Waits until all records are written. */
  void flush() {
    producer.flush();
    rethrow();
  }

  private void rethrow() {
    if (failure.get() != null) {
      throw new CommandFailedException(
          format(
              "the input could not be written to the topic %s: %s",
              name, failure.get().getMessage()),
          "Check that the output directory's disk has space for a copy of the input.",
          failure.get());
    }
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        5,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        2L * MAX_RECORD_BYTES,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        MAX_RECORD_BYTES + (1 << 20));
  }

  @Override
  public void close() {
    producer.close();
  }
}
