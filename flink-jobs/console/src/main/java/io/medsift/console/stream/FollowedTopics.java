package io.medsift.console.stream;

import io.medsift.console.index.IndexedPlaces;
import io.medsift.console.index.StreamIndex;
import io.medsift.curation.write.CurationTopics;
import io.medsift.review.verdicts.TopicVerdicts;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs of a job, their reviews and revisions, which a thread reads as they are committed.
 * Where the brokers fail, it tries again until it is closed, and says so.
 */
public final class FollowedTopics implements VerdictStream {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedTopics.class);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          2_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          4 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          32 << 20);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final long REFRESH = Duration.ofSeconds(1).toNanos();
  private static final long COMMIT = Duration.ofSeconds(30).toNanos();
  private static final long RETRY_MILLIS = 5_000;
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long CLOSE_MILLIS = 60_000;

  private final CurationTopics topics;
  private final StreamIndex index;
  private final TopicWatch watch;
  private final RowReaders readers;
  private final IndexedRecords records;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "medsift-console-follower");
  // Up to where it has read, for others to see.
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private volatile String failure = "";
  private KafkaConsumer<byte[], byte[]> polled;
  // Ids of the topics that it reads.
  private final Map<String, String> ids = new HashMap<>();

  private FollowedTopics(CurationTopics topics, StreamIndex index) {
    this.topics = topics;
    this.index = index;
    this.records = new IndexedRecords(topics, index);
    this.watch = new TopicWatch(topics);
    this.readers = new RowReaders(this::source, topics.bootstrapServers(), PATIENCE);
    thread.setDaemon(true);
  }

  private VerdictSource source() {
    return new TopicVerdicts(
        topics,
        new IndexedPlaces(index),
        records::history,
        records.reviews()::of,
        this::promptPlace,
        PATIENCE);
  }

  private Optional<Position> promptPlace(String key) {
    try {
      return index
          .promptPlace(key)
          .map(at -> new Position(topics.promptsDecided(), at.partition(), at.offset()));
    } catch (IOException e) {
      throw new UncheckedIOException("the index of the console cannot be read", e);
    }
  }

  /**
   * Opens the index of some topics and begins to follow them.
   *
   * @param at directory of the index; one of the same topics continues where it ended
   */
  public static FollowedTopics open(CurationTopics topics, Path at)
      throws IOException, InterruptedException {
    StreamIndex index = StreamIndex.open(at, TopicVerdicts.identity(topics));
    FollowedTopics followed = new FollowedTopics(topics, index);
    followed.watch.start();
    followed.thread.start();
    return followed;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        open();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException | RuntimeException | Error e) {
        // An error too: what ends here is not followed any more, and nobody would know.
        if (closing.getCount() == 0) {
          return;
        }
        LOG.warn("the console cannot follow the topics", e);
        problem(
            index
                .failure()
                .orElse(
                    "the topics cannot be followed: "
                        + (e.getMessage() == null ? e : e.getMessage())));
        pause();
      }
    }
  }

  private void open() throws IOException, InterruptedException {
    KafkaConsumer<byte[], byte[]> consumer = topics.connection().consumer(SETTINGS);
    try {
      if (index.failure().isPresent()) {
        index.reopen();
        records.reopened();
      }
      polling(consumer);
      follow(consumer);
    } finally {
      polling(null);
      // It belongs to no group and commits nothing: silent brokers need not be waited for.
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void problem(String clause) {
    failure =
        clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ". Trying again.";
  }

  private void pause() {
    try {
      var unused = closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void polling(KafkaConsumer<byte[], byte[]> consumer) {
    synchronized (closing) {
      polled = consumer;
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer)
      throws IOException, InterruptedException {
    // What was read before the brokers failed.
    index.refresh();
    long refreshed = 0;
    long committed = System.nanoTime();
    boolean unseen = false;
    boolean unsaved = true;
    Long taken = null;
    while (closing.getCount() > 0) {
      TopicWatch.Sight sight = watch.sight();
      if (sight != null && (taken == null || sight.at() != taken)) {
        unseen |= arrange(consumer, sight);
        taken = sight.at();
      }
      if (consumer.assignment().isEmpty()) {
        var unused = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        continue;
      }
      unseen |= poll(consumer);
      unsaved |= unseen;
      if (unseen && System.nanoTime() - refreshed >= REFRESH) {
        index.refresh();
        refreshed = System.nanoTime();
        unseen = false;
      }
      if (!unseen) {
        failure = "";
      }
      if (unsaved && System.nanoTime() - committed >= COMMIT) {
        index.commit();
        committed = System.nanoTime();
        unsaved = false;
      }
    }
  }

  /** Reads what comes next; returns whether the index has changed. */
  private boolean poll(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
    try {
      ConsumerRecords<byte[], byte[]> fetched = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : fetched) {
        records.take(record);
      }
      for (TopicPartition each : consumer.assignment()) {
        positions.put(each, consumer.position(each, PATIENCE));
      }
      return !fetched.isEmpty();
    } catch (OffsetOutOfRangeException e) {
      for (Map.Entry<TopicPartition, Long> each : e.offsetOutOfRangePartitions().entrySet()) {
        TopicPartition partition = each.getKey();
        long begin = consumer.beginningOffsets(List.of(partition), PATIENCE).get(partition);
        records.resume(partition, each.getValue(), begin);
        consumer.seek(partition, begin);
      }
      return true;
    }
  }

  /**
   * Reads all partitions there are, those that were added since too, and drops the rows that
   * retention has deleted. Where a topic was created again, everything begins again.
   *
   * @return whether the index has changed
   */
  private boolean arrange(KafkaConsumer<byte[], byte[]> consumer, TopicWatch.Sight sight)
      throws IOException {
    boolean changed = false;
    boolean replaced =
        sight.ids().entrySet().stream()
            .anyMatch(
                each -> !ids.getOrDefault(each.getKey(), each.getValue()).equals(each.getValue()));
    if (replaced || !sight.identity().equals(index.of())) {
      LOG.warn("topics of the console were created again: their rows are being read again");
      index.begin(sight.identity());
      records.forget();
      positions.clear();
      consumer.unsubscribe();
      changed = true;
    }
    ids.putAll(sight.ids());
    Set<TopicPartition> before = consumer.assignment();
    if (!before.equals(sight.ends().keySet())) {
      List<TopicPartition> added =
          sight.ends().keySet().stream().filter(each -> !before.contains(each)).toList();
      consumer.assign(sight.ends().keySet());
      for (TopicPartition partition : added) {
        consumer.seek(
            partition,
            Math.max(records.next(partition), sight.begins().getOrDefault(partition, 0L)));
      }
    }
    for (Map.Entry<TopicPartition, Long> begin : sight.begins().entrySet()) {
      changed |= records.drop(begin.getKey(), begin.getValue());
    }
    return changed;
  }

  @Override
  public StreamIndex index() {
    return index;
  }

  @Override
  public String subject() {
    return "%s, %s and %s at %s"
        .formatted(
            topics.accepted(), topics.rejected(), topics.deadLetters(), topics.bootstrapServers());
  }

  @Override
  public Optional<CurationTopics> topics() {
    return Optional.of(topics);
  }

  @Override
  public KnownReviews reviews() {
    return records.reviews();
  }

  @Override
  public Progress progress() {
    TopicWatch.Sight sight = watch.sight();
    long behind = 0;
    if (sight != null) {
      for (Map.Entry<TopicPartition, Long> end : sight.ends().entrySet()) {
        if (records.isOutput(end.getKey().topic())) {
          long next =
              positions.getOrDefault(end.getKey(), sight.begins().getOrDefault(end.getKey(), 0L));
          behind += Math.max(0, end.getValue() - next);
        }
      }
    }
    String problem = failure;
    return new Progress(true, behind, problem.isEmpty() ? watch.problem() : problem, watch.job());
  }

  @Override
  public <T> T read(Reading<T> reading) throws IOException {
    return readers.read(reading);
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (closing) {
      if (polled != null) {
        polled.wakeup();
      }
    }
    watch.close();
    try {
      // No interrupt: it would close the files of the index that it writes.
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      readers.close();
    } finally {
      index.close();
    }
  }
}
