package io.medsift.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.ingest.FileProgress.FileKey;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed progress of all files: a compacted topic of one partition, by file key.
 *
 * <p>A topic and not the offsets of a consumer group, which a broker forgets after a week and which
 * hold a number only: here it is kept for ever, with what the file was called and how it was read.
 */
public final class ProgressTopic implements Closeable {
  /** Its name. */
  public static final String NAME = "medsift-ingest-progress";

  private static final int FETCH_MAX_WAIT = 50;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final TopicPartition partition = new TopicPartition(NAME, 0);
  private final KafkaConsumer<byte[], byte[]> committed;
  private final KafkaConsumer<byte[], byte[]> all;
  private final Map<String, FileProgress> latest = new HashMap<>();

  ProgressTopic(Map<String, Object> client) {
    committed = consumer(client, "read_committed");
    all = consumer(client, "read_uncommitted");
    committed.assign(List.of(partition));
    committed.seekToBeginning(List.of(partition));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, Object> client, String isolation) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // A consumer that closes waits for an answer that the broker holds back.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MAX_WAIT);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Returns the progress that was committed for a file, or null. Waits for transactions that are
   * open at the call, as one of them may be of this file: its commit may have returned before its
   * marker was written.
   *
   * @throws IngestException if one stays open for minutes
   */
  FileProgress of(FileKey key) {
    return all().get(key.toString());
  }

  /** Returns the progress that was committed for every file, by its key. Waits as {@link #of}. */
  Map<String, FileProgress> all() {
    long end = all.endOffsets(List.of(partition)).get(partition);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (committed.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> found : committed.poll(POLL)) {
        latest.put(new String(found.key(), UTF_8), FileProgress.fromJson(found.value()));
      }
      if (System.nanoTime() > deadline) {
        throw new IngestException(
            "a transaction on the topic "
                + NAME
                + " is still open after "
                + LIMIT.toMinutes()
                + " minutes",
            "Wait until the broker has ended it, and run the command again.",
            null);
      }
    }
    return Collections.unmodifiableMap(latest);
  }

  @Override
  public void close() {
    committed.close();
    all.close();
  }
}
