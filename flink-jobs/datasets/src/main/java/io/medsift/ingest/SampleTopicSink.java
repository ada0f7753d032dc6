package io.medsift.ingest;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.ingest.FileProgress.FileKey;
import io.medsift.rows.ReadRow;
import io.medsift.sample.Sample;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Samples into topics, exactly once. For each file:
 *
 * <ol>
 *   <li>A producer takes the transactional id of the file. The broker aborts what a killed run left
 *       open, and lets a run that is still at this file write no more.
 *   <li>The committed progress is read from a compacted topic.
 *   <li>Samples and the progress that they make are written in one transaction: both are there, or
 *       neither.
 * </ol>
 *
 * <p>The key of a record is the id of its sample.
 */
public final class SampleTopicSink implements SampleSink {
  private static final String TRANSACTIONAL_ID = "medsift-ingest/";
  private static final int TRANSACTION_TIMEOUT_MS = 120_000;
  private static final int ROOM_FOR_HEADERS = 1 << 16;

  private final Map<String, Object> client;
  private final int longestSample;
  private final boolean again;
  private final Admin admin;
  private final KafkaTopics topics;
  private final ProgressTopic progress;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private KafkaProducer<byte[], byte[]> producer;
  private FileKey file;
  private boolean inTransaction;

  /**
   * A sink.
   *
   * @param client settings of all clients, with {@code bootstrap.servers}
   * @param longestSample longest record value, in bytes
   * @param partitions of topics that are made because they are missing; 0 to make none
   * @param again whether files that were ingested before are ingested once more
   * @throws IngestException if the cluster cannot be reached
   */
  public SampleTopicSink(
      Map<String, Object> client, int longestSample, int partitions, boolean again) {
    this.client = Map.copyOf(client);
    this.longestSample = longestSample;
    this.again = again;
    this.admin = Admin.create(this.client);
    try {
      this.topics = new KafkaTopics(admin, partitions);
      topics.requireProgress(ProgressTopic.NAME);
      this.progress = new ProgressTopic(this.client);
    } catch (KafkaException e) {
      admin.close(Duration.ZERO);
      throw failed(e);
    }
  }

  @Override
  public boolean keepsProgress() {
    return true;
  }

  @Override
  public FileProgress start(FileKey key, FileProgress none) {
    closeProducer();
    file = key;
    try {
      producer = new KafkaProducer<>(settings(key));
      producer.initTransactions();
      FileProgress before = progress.of(key);
      return before == null || again ? none : before;
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @Override
  public void write(String topic, ReadRow row, Sample sample, byte[] json) {
    topics.require(topic);
    send(new ProducerRecord<>(topic, sample.id().getBytes(UTF_8), json));
  }

  @Override
  public void commit(FileProgress reached) {
    send(
        new ProducerRecord<>(
            ProgressTopic.NAME, file.toString().getBytes(UTF_8), reached.toJson()));
    try {
      producer.commitTransaction();
      inTransaction = false;
    } catch (KafkaException e) {
      throw failed(failure.get() == null ? e : failure.get());
    }
  }

  private void send(ProducerRecord<byte[], byte[]> sent) {
    try {
      if (!inTransaction) {
        producer.beginTransaction();
        inTransaction = true;
      }
      // The callback sees the failure, and there are too many futures to keep.
      Future<?> unused =
          producer.send(sent, (written, error) -> failure.compareAndSet(null, error));
    } catch (KafkaException e) {
      throw failed(e);
    }
    if (failure.get() != null) {
      throw failed(failure.get());
    }
  }

  private IngestException failed(Exception e) {
    if (e instanceof ProducerFencedException) {
      return new IngestException(
          "another ingest of the same file has taken over",
          "Let that one finish; what this one committed is kept.",
          e);
    }
    if (e instanceof InvalidProducerEpochException || e instanceof InvalidTxnStateException) {
      return new IngestException(
          format(
              Locale.ROOT,
              "the broker has ended the transaction: another ingest of the same file "
                  + "has taken over, or this one was stalled for more than %d s",
              TRANSACTION_TIMEOUT_MS / 1_000),
          "If no other ingest runs, run the command again: it resumes.",
          e);
    }
    if (e instanceof RecordTooLargeException) {
      return new IngestException(
          "a sample is longer than the topic allows: " + e.getMessage(),
          format(
              Locale.ROOT,
              "Raise max.message.bytes of the topic to %d, the limit of the recipe, and run the"
                  + " command again.",
              longestSample + ROOM_FOR_HEADERS),
          e);
    }
    return new IngestException(
        "the broker at " + client.get("bootstrap.servers") + " failed: " + e.getMessage(),
        "Check the address and the broker, and run the command again: it resumes.",
        e);
  }

  private Map<String, Object> settings(FileKey key) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    settings.putAll(client);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID + key);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, longestSample + ROOM_FOR_HEADERS);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return settings;
  }

  /** Closes the producer. The broker aborts samples that were not committed. */
  private void closeProducer() {
    if (producer != null) {
      producer.close(inTransaction ? Duration.ZERO : Duration.ofSeconds(10));
      producer = null;
      inTransaction = false;
    }
  }

  @Override
  public void close() {
    closeProducer();
    progress.close();
    admin.close(Duration.ZERO);
  }
}
