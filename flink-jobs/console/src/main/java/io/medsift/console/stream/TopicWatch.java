package io.medsift.console.stream;

import io.medsift.console.stream.VerdictStream.Job;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.kafka.topic.GroupLag;
import io.medsift.kafka.topic.PartitionOffsets;
import io.medsift.kafka.topic.RecordFetcher;
import io.medsift.review.ReviewException;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.verdicts.TopicVerdicts;
import io.medsift.revision.RevisionTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the brokers for the topics, their end offsets and the lag of the job, on a thread of its
 * own, so that slow brokers block no readers.
 */
final class TopicWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long EVERY_MILLIS = 3_000;
  // It asks for all consumer groups of the cluster.
  private static final long JOB_NANOS = Duration.ofSeconds(15).toNanos();
  private static final long SILENT_NANOS = Duration.ofSeconds(15).toNanos();
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final long CLOSE_MILLIS = 30_000;

  private final CurationTopics topics;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "medsift-console-watch");
  private final long started = System.nanoTime();
  private volatile Sight sight;
  private volatile String problem = "";
  private volatile Job job;
  private volatile String jobProblem = "";
  private long jobAsked = System.nanoTime() - JOB_NANOS;

  /**
   * What the brokers have said.
   *
   * @param identity of the topics: another one when they are created again
   * @param ids of all topics that are there
   * @param begins the first offset of each partition
   * @param ends the offset after the last committed record of each
   * @param at {@link System#nanoTime()}
   */
  record Sight(
      String identity,
      Map<String, String> ids,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends,
      long at) {}

  /** Watches topics, once it is started. */
  TopicWatch(CurationTopics topics) {
    this.topics = topics;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** What the brokers said last; null where they have not yet. */
  Sight sight() {
    return sight;
  }

  Job job() {
    return job;
  }

  /** Why they are not known, or not as they are now, as a sentence; empty where they are. */
  String problem() {
    Sight last = sight;
    long silent = System.nanoTime() - (last == null ? started : last.at());
    if (silent > SILENT_NANOS) {
      return String.format(
          Locale.ROOT,
          "The brokers at %s have not answered for %d seconds; this page shows the state from"
              + " before that.%s",
          topics.bootstrapServers(),
          TimeUnit.NANOSECONDS.toSeconds(silent),
          problem.isEmpty() ? "" : " " + problem);
    }
    return problem.isEmpty() ? jobProblem : problem;
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        watch();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        if (closing.getCount() == 0) {
          return;
        }
        LOG.warn("the topics of the console cannot be watched", e);
        problem = sentence(e);
        pause();
      }
    }
  }

  private void watch() throws InterruptedException {
    Admin admin = topics.connection().admin(TIMEOUT);
    try (RecordFetcher records = new RecordFetcher(topics.connection(), TIMEOUT)) {
      while (closing.getCount() > 0) {
        look(admin, records);
        if (closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } finally {
      admin.close(CLOSE);
    }
  }

  private void pause() {
    try {
      var unused = closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Admin admin, RecordFetcher records) throws InterruptedException {
    try {
      String identity = TopicVerdicts.identity(topics, admin);
      Map<String, String> ids = new HashMap<>();
      List<TopicPartition> partitions = new ArrayList<>();
      describe(admin, ids, partitions);
      Map<TopicPartition, Long> begins =
          PartitionOffsets.of(
              admin, partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
      Map<TopicPartition, Long> ends = CommittedEnd.now(admin, partitions);
      sight =
          new Sight(
              identity, Map.copyOf(ids), Map.copyOf(begins), Map.copyOf(ends), System.nanoTime());
      problem = "";
    } catch (ExecutionException e) {
      problem = sentence(e.getCause());
      return;
    } catch (KafkaException | ReviewException e) {
      problem = sentence(e);
      return;
    }
    if (System.nanoTime() - jobAsked >= JOB_NANOS) {
      askJob(admin, records);
      jobAsked = System.nanoTime();
    }
  }

  private static String sentence(Throwable why) {
    return "The topics cannot be followed: "
        + (why.getMessage() == null ? why : why.getMessage())
        + ".";
  }

  /** Describes the topics that must be there, and those that need not. */
  private void describe(Admin admin, Map<String, String> ids, List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    List<String> needed = new ArrayList<>();
    for (OutputTopic output : OutputTopic.values()) {
      needed.add(output.of(topics));
    }
    String revisions = RevisionTopic.of(topics).name();
    List<String> all = new ArrayList<>(needed);
    all.addAll(List.of(revisions, ReviewTopic.of(topics).name(), topics.promptsDecided()));
    for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
        admin.describeTopics(all).topicNameValues().entrySet()) {
      String topic = each.getKey();
      try {
        TopicDescription described = each.getValue().get();
        ids.put(topic, described.topicId().toString());
        described
            .partitions()
            .forEach(one -> partitions.add(new TopicPartition(topic, one.partition())));
      } catch (ExecutionException e) {
        // Who took a topic of revisions that he may not see for none would show what is revoked.
        boolean mayMiss =
            !needed.contains(topic)
                && (e.getCause() instanceof UnknownTopicOrPartitionException
                    || (e.getCause() instanceof TopicAuthorizationException
                        && !topic.equals(revisions)));
        if (!mayMiss) {
          throw e;
        }
      }
    }
  }

  private void askJob(Admin admin, RecordFetcher records) throws InterruptedException {
    try {
      List<TopicPartition> samples =
          admin
              .describeTopics(List.of(topics.samples()))
              .allTopicNames()
              .get()
              .get(topics.samples())
              .partitions()
              .stream()
              .map(each -> new TopicPartition(topics.samples(), each.partition()))
              .toList();
      job =
          GroupLag.smallest(admin, samples)
              .map(lag -> new Job(lag.group(), lag.records(), lag.oldest(records).orElse(0)))
              .orElse(null);
      jobProblem = "";
    } catch (ExecutionException e) {
      // What a user may not ask does not keep him from reading.
      job = null;
      jobProblem = "The lag is not known: " + e.getCause().getMessage();
    } catch (KafkaException | IllegalStateException e) {
      job = null;
      jobProblem = "The lag is not known: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
