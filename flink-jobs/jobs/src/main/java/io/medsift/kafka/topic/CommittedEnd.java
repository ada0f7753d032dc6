package io.medsift.kafka.topic;

import io.medsift.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * End offsets of the committed records of a topic. A commit returns before its markers are in the
 * topic, so a reader that looks at once may not see the last transaction.
 */
public final class CommittedEnd {
  private static final Logger LOG = LoggerFactory.getLogger(CommittedEnd.class);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private CommittedEnd() {}

  /**
   * Returns the ends of the committed records of partitions, which include every transaction whose
   * commit has returned. Transactions that are open are not waited for.
   *
   * <p>Waits only while the brokers write the markers of a commit, for at most a minute. Of a
   * transaction that this client may not describe, or brokers before Kafka 3.0, the end may be one
   * from before its commit.
   *
   * @throws ExecutionException if the brokers do not answer as they should
   */
  public static Map<TopicPartition, Long> now(Admin admin, Collection<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Map<TopicPartition, Long> all = ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
    while (true) {
      Map<TopicPartition, Long> committed = ends(admin, partitions, IsolationLevel.READ_COMMITTED);
      boolean seesAll =
          all.entrySet().stream().allMatch(end -> committed.get(end.getKey()) >= end.getValue());
      if (seesAll) {
        return committed;
      }
      if (!isCommitting(admin, partitions)) {
        // A commit that ended since the first look has its markers by now.
        return ends(admin, partitions, IsolationLevel.READ_COMMITTED);
      }
      if (System.nanoTime() > deadline) {
        LOG.warn(
            "The brokers have been ending a transaction of {} for more than {} s. Its records are"
                + " not read.",
            partitions.iterator().next().topic(),
            LIMIT.toSeconds());
        return committed;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, Collection<TopicPartition> partitions, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    return PartitionOffsets.of(admin, partitions, OffsetSpec.latest(), isolation);
  }

  /** Whether a transaction is committed, and its markers may not all be in these partitions yet. */
  private static boolean isCommitting(Admin admin, Collection<TopicPartition> partitions)
      throws InterruptedException {
    try {
      List<String> ids =
          admin
              .listTransactions(
                  new ListTransactionsOptions()
                      .filterStates(List.of(TransactionState.PREPARE_COMMIT)))
              .all()
              .get()
              .stream()
              .map(TransactionListing::transactionalId)
              .toList();
      return !ids.isEmpty()
          && admin.describeTransactions(ids).all().get().values().stream()
              .filter(each -> each.state() == TransactionState.PREPARE_COMMIT)
              .anyMatch(each -> !Collections.disjoint(each.topicPartitions(), partitions));
    } catch (ExecutionException e) {
      LOG.debug("It is not known whether transactions are being committed.", e);
      return false;
    }
  }

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
      List<TopicPartition> partitions = partitions(all, topics);
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

  /**
   * Waits until every transaction of {@code topics} that is open now has ended, while others may
   * begin: readers of committed records then see all that is there now.
   *
   * @throws IllegalStateException if one is still open after {@code patience}; the message names
   *     the partition
   */
  public static void awaitThoseOpenNow(
      KafkaConnection connection, Collection<String> topics, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    try (KafkaConsumer<byte[], byte[]> committed = consumer(connection, "read_committed");
        KafkaConsumer<byte[], byte[]> all = consumer(connection, "read_uncommitted")) {
      Map<TopicPartition, Long> ends = all.endOffsets(partitions(all, topics));
      while (true) {
        Map<TopicPartition, Long> seen = committed.endOffsets(ends.keySet());
        Optional<TopicPartition> open =
            ends.keySet().stream().filter(each -> seen.get(each) < ends.get(each)).findFirst();
        if (open.isEmpty()) {
          return;
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              String.format(
                  Locale.ROOT,
                  "a transaction of %s has been open for more than %d s and began before "
                      + "the offset %d",
                  open.get(),
                  patience.toSeconds(),
                  ends.get(open.get())));
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    return partitions;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      KafkaConnection connection, String isolation) {
    return connection.consumer(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation));
  }
}
