package io.medsift.cli.doctor;

import io.medsift.cli.topic.BrokerOptions;
import io.medsift.kafka.topic.PartitionOffsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Checks for transactions that hold back readers of committed records. */
final class TransactionChecks {
  private final Admin admin;
  private final Limits limits;
  private final BrokerOptions brokers;
  private final Set<String> live;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * Checks of transactions.
   *
   * @param live names of jobs that have not ended, as far as they are known, which end their
   *     transactions themselves
   */
  TransactionChecks(Admin admin, Limits limits, BrokerOptions brokers, Set<String> live) {
    this.admin = admin;
    this.limits = limits;
    this.brokers = brokers;
    this.live = live;
  }

  List<Finding> run(List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    var stable =
        PartitionOffsets.of(admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    var ends =
        PartitionOffsets.of(
            admin, partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    List<TopicPartition> behind = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      if (stable.get(partition) < ends.get(partition)) {
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
          young += check(partition, producer, listing, ends.get(partition)) ? 0 : 1;
        }
      }
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              "transactions",
              young == 0 ? "none is open" : young + " open, which is normal while a job runs"));
    }
    return findings;
  }

  /** Adds a finding and returns true if the transaction should not be open. */
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
            String.format(
                Locale.ROOT, "topic %s partition %d", partition.topic(), partition.partition()),
            String.format(
                Locale.ROOT,
                "readers of committed records are blocked at %,d, %,d before the end: %s "
                    + "has been open since %s%s",
                start,
                end - start,
                hanging
                    ? "a hanging transaction of producer "
                        + producer.producerId()
                        + ", unknown to every transaction coordinator,"
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
      return "its job ends it, with a checkpoint or after a restart: see the findings "
          + "on the job, and do not abort the transaction, which would lose rows";
    }
    return "if the job that wrote it is gone or was given another prefix: kafka-transactions.sh"
        + String.format(
            Locale.ROOT,
            " %s abort --topic %s --partition %d --start-offset %d",
            brokers.forKafkaTools(),
            partition.topic(),
            partition.partition(),
            start);
  }
}
