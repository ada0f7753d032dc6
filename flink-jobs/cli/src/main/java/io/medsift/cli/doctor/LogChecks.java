package io.medsift.cli.doctor;

import io.medsift.cli.topic.BrokerOptions;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.RecordFetcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Checks what stands in the topics: open transactions, silent partitions, lag. */
final class LogChecks {
  private final Admin admin;
  private final CurationTopics topics;
  private final Limits limits;
  private final BrokerOptions brokers;
  private final Set<String> live;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final List<TopicPartition> samples = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Checks of topics.
   *
   * @param live names of jobs that have not ended, as far as they are known, which end their
   *     transactions themselves
   */
  LogChecks(
      Admin admin,
      CurationTopics topics,
      Map<String, TopicDescription> found,
      Limits limits,
      BrokerOptions brokers,
      Set<String> live) {
    this.admin = admin;
    this.topics = topics;
    this.limits = limits;
    this.brokers = brokers;
    this.live = live;
    found.forEach(
        (topic, description) ->
            description
                .partitions()
                .forEach(each -> partitions.add(new TopicPartition(topic, each.partition()))));
    partitions.stream().filter(each -> each.topic().equals(topics.samples())).forEach(samples::add);
  }

  /**
   * Checks.
   *
   * @param brokerTime whether the timestamps of samples can be compared with the clock
   */
  List<Finding> run(boolean brokerTime) throws InterruptedException, ExecutionException {
    checkTransactions();
    if (!samples.isEmpty()) {
      if (brokerTime) {
        checkSilence();
      }
      checkLag(brokerTime);
    }
    return findings;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      List<TopicPartition> of, OffsetSpec which, IsolationLevel isolation)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    of.forEach(partition -> wanted.put(partition, which));
    return admin.listOffsets(wanted, new ListOffsetsOptions(isolation)).all().get();
  }

  private void checkTransactions() throws InterruptedException, ExecutionException {
    var stable = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    var ends = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    List<TopicPartition> behind = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      if (stable.get(partition).offset() < ends.get(partition).offset()) {
        behind.add(partition);
      }
    }
    Map<Long, TransactionListing> byProducer = new HashMap<>();
    for (TransactionListing each : admin.listTransactions().all().get()) {
      byProducer.put(each.producerId(), each);
    }
    int young = 0;
    var producers = admin.describeProducers(behind).all().get();
    for (TopicPartition partition : behind) {
      for (ProducerState producer : producers.get(partition).activeProducers()) {
        if (producer.currentTransactionStartOffset().isPresent()) {
          TransactionListing listing = byProducer.get(producer.producerId());
          young += check(partition, producer, listing, ends.get(partition).offset()) ? 0 : 1;
        }
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "transactions",
              young == 0 ? "none is open" : young + " open, as those of a running job are"));
    }
  }

  /** Whether the transaction is one that should not be open. */
  private boolean check(
      TopicPartition partition, ProducerState producer, TransactionListing listing, long end)
      throws InterruptedException {
    long start = producer.currentTransactionStartOffset().getAsLong();
    long age = System.currentTimeMillis() - producer.lastTimestamp();
    String timeout = "";
    if (listing != null) {
      try {
        var described =
            admin
                .describeTransactions(List.of(listing.transactionalId()))
                .description(listing.transactionalId())
                .get();
        age =
            Math.max(
                age,
                System.currentTimeMillis()
                    - described.transactionStartTimeMs().orElse(Long.MAX_VALUE));
        timeout = "; the broker ends it after " + Limits.shown(described.transactionTimeoutMs());
      } catch (ExecutionException e) {
        timeout = "";
      }
    }
    boolean hanging = listing == null;
    if (!hanging && age < limits.patience().toMillis()) {
      return false;
    }
    findings.add(
        Finding.wrong(
            "topic %s partition %d".formatted(partition.topic(), partition.partition()),
            "readers of committed records stop at %,d, %,d before the end: %s is open since %s%s"
                .formatted(
                    start,
                    end - start,
                    hanging
                        ? "a hanging transaction of producer "
                            + producer.producerId()
                            + ", which no coordinator knows,"
                        : "the transaction " + listing.transactionalId(),
                    Limits.shown(age),
                    timeout),
            advice(partition, listing, start)));
    return true;
  }

  /** The connector appends two numbers to the name of the job, with a hyphen before each. */
  static boolean isOf(String job, String transaction) {
    return transaction.startsWith(job)
        && transaction.substring(job.length()).matches("(-\\d+-\\d+)?");
  }

  private String advice(TopicPartition partition, TransactionListing listing, long start) {
    if (listing != null && live.stream().anyMatch(job -> isOf(job, listing.transactionalId()))) {
      return "its job is there and ends it by itself, with a checkpoint or when it has started"
          + " again: see what is said of the job, and abort nothing, which would lose rows";
    }
    return "if the job that wrote it is gone or was given another prefix: kafka-transactions.sh"
        + " %s abort --topic %s --partition %d --start-offset %d"
            .formatted(brokers.forKafkaTools(), partition.topic(), partition.partition(), start);
  }

  private void checkSilence() throws InterruptedException, ExecutionException {
    String subject = "topic " + topics.samples();
    findings.add(
        SilentPartitions.find(admin, samples, limits.patience())
            .meaning()
            .map(meaning -> Finding.wrong(subject, meaning, SilentPartitions.ADVICE))
            .orElse(Finding.ok(subject, "every partition has samples or heartbeats")));
  }

  private void checkLag(boolean brokerTime) throws InterruptedException, ExecutionException {
    var ends = offsets(samples, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    Finding best = null;
    long bestLag = Long.MAX_VALUE;
    for (GroupListing group : admin.listGroups().all().get()) {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(group.groupId());
      committed.keySet().retainAll(samples);
      if (!committed.isEmpty()) {
        long lag = 0;
        for (TopicPartition partition : samples) {
          OffsetAndMetadata at = committed.get(partition);
          lag += ends.get(partition).offset() - (at == null ? 0 : at.offset());
        }
        if (lag < bestLag) {
          bestLag = lag;
          best = lag(group.groupId(), lag, committed, ends, brokerTime);
        }
      }
    }
    findings.add(
        best != null
            ? best
            : Finding.note(
                "lag",
                "no job has told how far it read " + topics.samples(),
                "start the job; it tells with each checkpoint"));
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group)
      throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, at) -> {
                if (at != null) {
                  committed.put(partition, at);
                }
              });
      return committed;
    } catch (ExecutionException e) {
      // A group of another kind, or one that has just gone.
      return new HashMap<>();
    }
  }

  private Finding lag(
      String group,
      long lag,
      Map<TopicPartition, OffsetAndMetadata> committed,
      Map<TopicPartition, ListOffsetsResultInfo> ends,
      boolean brokerTime) {
    long oldest = System.currentTimeMillis();
    try (RecordFetcher records = new RecordFetcher(topics.connection())) {
      for (Map.Entry<TopicPartition, OffsetAndMetadata> each : committed.entrySet()) {
        if (brokerTime && each.getValue().offset() < ends.get(each.getKey()).offset()) {
          long waiting =
              records
                  .fetch(each.getKey(), each.getValue().offset())
                  .map(record -> record.timestamp())
                  .orElse(oldest);
          oldest = Math.min(oldest, waiting);
        }
      }
    }
    long behind = System.currentTimeMillis() - oldest;
    String meaning =
        "job %s is %,d records behind with its last checkpoint, %s"
            .formatted(group, lag, Limits.shown(behind));
    return behind > limits.lag().toMillis()
        ? Finding.wrong(
            "lag",
            meaning,
            "see whether the job runs and checkpoints (--flink); if it does, give it more"
                + " parallelism")
        : Finding.ok("lag", meaning);
  }
}
