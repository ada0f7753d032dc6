package io.medsift.console.stream;

import io.medsift.codec.RevisionCodec;
import io.medsift.console.index.IndexedPlaces;
import io.medsift.console.index.StreamIndex;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.GroupLag;
import io.medsift.kafka.topic.RecordFetcher;
import io.medsift.review.reviews.LatestReviews;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.RowLocation;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.review.verdicts.TopicVerdicts;
import io.medsift.revision.RevisionTopic;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Revisions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs of a job and their revisions, which a thread reads as they are committed. Where the
 * brokers fail, it tries again until it is closed, and says so.
 */
public final class FollowedTopics implements VerdictStream {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedTopics.class);
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "earliest",
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          2_000,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          4 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          32 << 20);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final long REFRESH = Duration.ofSeconds(1).toNanos();
  private static final long COMMIT = Duration.ofSeconds(30).toNanos();
  private static final long ASK = Duration.ofSeconds(5).toNanos();
  // It asks for all consumer groups of the cluster.
  private static final long ASK_JOB = Duration.ofSeconds(15).toNanos();
  private static final long RETRY_MILLIS = 5_000;
  private static final long CLOSE_MILLIS = 60_000;

  private final CurationTopics topics;
  private final RevisionTopic revisionTopic;
  private final StreamIndex index;
  private final TopicVerdicts source;
  private final Revisions revisions = new Revisions();
  private final LatestReviews reviews;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "medsift-console-follower");
  private volatile Progress progress = new Progress(true, 0, "", null);
  private KafkaConsumer<byte[], byte[]> polled;
  private final Map<Integer, Long> revisionEnds = new HashMap<>();
  private long jobAsked = System.nanoTime() - ASK_JOB;
  private Job job;
  private String jobProblem = "";

  private FollowedTopics(CurationTopics topics, StreamIndex index) {
    this.topics = topics;
    this.revisionTopic = RevisionTopic.of(topics);
    this.reviews = new LatestReviews(ReviewTopic.of(topics));
    this.index = index;
    this.source =
        new TopicVerdicts(
            topics,
            new IndexedPlaces(index),
            this::history,
            position -> reviews.now().of(position));
    thread.setDaemon(true);
  }

  /**
   * Opens the index of some topics and begins to follow them.
   *
   * @param at directory of the index; one of the same topics goes on where it ended
   */
  public static FollowedTopics open(CurationTopics topics, Path at)
      throws IOException, InterruptedException {
    StreamIndex index = StreamIndex.open(at, TopicVerdicts.identity(topics));
    FollowedTopics followed = new FollowedTopics(topics, index);
    followed.thread.start();
    return followed;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer = topics.connection().consumer(SETTINGS);
          Admin admin = topics.connection().admin(TIMEOUT);
          RecordFetcher records = new RecordFetcher(topics.connection())) {
        polling(consumer);
        try {
          follow(consumer, admin, records);
        } finally {
          polling(null);
        }
      } catch (IOException | RuntimeException e) {
        if (closing.getCount() == 0) {
          return;
        }
        LOG.warn("the console cannot follow the topics", e);
        Optional<String> failure = index.failure();
        if (failure.isPresent()) {
          problem("%s. Free space and start the console again.".formatted(failure.get()));
          return;
        }
        problem(
            "the topics cannot be followed: %s. Trying again."
                .formatted(e.getMessage() == null ? e : e.getMessage()));
        pause();
      }
    }
  }

  private void problem(String clauses) {
    String sentence = clauses.substring(0, 1).toUpperCase(Locale.ROOT) + clauses.substring(1);
    progress = new Progress(true, progress.behind(), sentence, progress.job());
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

  private void follow(KafkaConsumer<byte[], byte[]> consumer, Admin admin, RecordFetcher records)
      throws IOException {
    // What was read before the brokers failed.
    index.refresh();
    long refreshed = 0;
    long committed = System.nanoTime();
    long asked = System.nanoTime() - ASK;
    boolean unseen = false;
    boolean unsaved = true;
    while (closing.getCount() > 0) {
      if (System.nanoTime() - asked >= ASK) {
        assign(consumer);
        progress = ask(consumer, admin, records);
        asked = System.nanoTime();
      }
      ConsumerRecords<byte[], byte[]> fetched = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : fetched) {
        take(record);
      }
      unseen |= !fetched.isEmpty();
      unsaved |= !fetched.isEmpty();
      if (unseen && System.nanoTime() - refreshed >= REFRESH) {
        index.refresh();
        refreshed = System.nanoTime();
        unseen = false;
      }
      if (unsaved && System.nanoTime() - committed >= COMMIT) {
        index.commit();
        committed = System.nanoTime();
        unsaved = false;
      }
    }
  }

  /** Reads all partitions there are, those that were added since too. */
  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    for (OutputTopic output : OutputTopic.values()) {
      all.addAll(partitions(consumer, output.of(topics)));
    }
    if (revisionTopic.exists()) {
      all.addAll(partitions(consumer, revisionTopic.name()));
    }
    Set<TopicPartition> before = consumer.assignment();
    if (before.equals(Set.copyOf(all))) {
      return;
    }
    List<TopicPartition> added = all.stream().filter(each -> !before.contains(each)).toList();
    consumer.assign(all);
    for (TopicPartition partition : added) {
      OutputTopic output = output(partition.topic());
      if (output == null) {
        // The history of a position is needed whole, and the topic is small.
        consumer.seek(partition, revisionEnds.getOrDefault(partition.partition(), 0L));
      } else {
        consumer.seek(partition, index.end(output, partition.partition()));
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    return known.stream().map(each -> new TopicPartition(each.topic(), each.partition())).toList();
  }

  /** The output of a topic; null for the topic of revisions. */
  private OutputTopic output(String topic) {
    for (OutputTopic output : OutputTopic.values()) {
      if (output.of(topics).equals(topic)) {
        return output;
      }
    }
    return null;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    OutputTopic output = output(record.topic());
    if (output == null) {
      takeRevision(record);
      return;
    }
    RowLocation location = new RowLocation(output, record.partition(), record.offset());
    String place = new Position(record.topic(), record.partition(), record.offset()).toString();
    DecidedRow row;
    try {
      row = DecidedRow.read(output, record.value(), place);
    } catch (IOException e) {
      index.addBroken(location, e.getMessage());
      return;
    } catch (RuntimeException e) {
      notIndexed(location, place, e);
      return;
    }
    try {
      index.add(location, row, record.timestamp());
    } catch (RuntimeException e) {
      notIndexed(location, place, e);
    }
  }

  // One record that nobody thought of must not keep all others from being seen.
  private void notIndexed(RowLocation location, String place, RuntimeException problem)
      throws IOException {
    LOG.warn("the record {} cannot be indexed", place, problem);
    index.addBroken(location, "it cannot be indexed: " + problem);
  }

  private void takeRevision(ConsumerRecord<byte[], byte[]> record) throws IOException {
    revisionEnds.put(record.partition(), record.offset() + 1);
    Revision revision;
    try {
      revision = RevisionCodec.read(record.value());
    } catch (IOException | RuntimeException e) {
      LOG.warn("a record of {} is no revision", record.topic(), e);
      return;
    }
    Revision last;
    synchronized (revisions) {
      revisions.add(revision, record.partition());
      last = revisions.last(revision.position()).orElseThrow();
    }
    index.revise(last);
  }

  private List<Revision> history(Position position) {
    synchronized (revisions) {
      return revisions.history(position);
    }
  }

  private Progress ask(KafkaConsumer<byte[], byte[]> consumer, Admin admin, RecordFetcher records) {
    try {
      long behind = 0;
      List<TopicPartition> outputs =
          consumer.assignment().stream().filter(each -> output(each.topic()) != null).toList();
      for (Map.Entry<TopicPartition, Long> end : GroupLag.ends(admin, outputs).entrySet()) {
        behind += Math.max(0, end.getValue() - consumer.position(end.getKey()));
      }
      if (System.nanoTime() - jobAsked >= ASK_JOB) {
        askJob(consumer, admin, records);
        jobAsked = System.nanoTime();
      }
      return new Progress(true, behind, jobProblem, job);
    } catch (ExecutionException e) {
      // What a user may not ask does not keep him from reading.
      return new Progress(true, 0, lagProblem(e), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return progress;
    }
  }

  private void askJob(KafkaConsumer<byte[], byte[]> consumer, Admin admin, RecordFetcher records)
      throws InterruptedException {
    try {
      job =
          GroupLag.smallest(admin, partitions(consumer, topics.samples()))
              .map(lag -> new Job(lag.group(), lag.records(), lag.oldest(records).orElse(0)))
              .orElse(null);
      jobProblem = "";
    } catch (ExecutionException e) {
      job = null;
      jobProblem = lagProblem(e);
    }
  }

  private static String lagProblem(ExecutionException e) {
    return "The lag is not known: " + e.getCause().getMessage();
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
  public Progress progress() {
    return progress;
  }

  @Override
  public <T> T read(Reading<T> reading) throws IOException {
    synchronized (source) {
      return reading.from(source);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    synchronized (closing) {
      if (polled != null) {
        polled.wakeup();
      }
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      synchronized (source) {
        source.close();
      }
    } finally {
      index.close();
    }
  }
}
