package io.medsift.cli.doctor;

import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.review.reviews.ReviewTopic;
import io.medsift.revision.RevisionTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks brokers and the settings of topics. */
final class TopicChecks {
  private static final long SHORT_RETENTION_MILLIS = 24L * 3_600_000;

  private final Admin admin;
  private final CurationTopics topics;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, TopicDescription> found = new TreeMap<>();
  private final Map<String, Config> configs = new TreeMap<>();

  TopicChecks(Admin admin, CurationTopics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /** Checks; {@link #partitions()} are known after. */
  List<Finding> run() throws InterruptedException, ExecutionException {
    checkBrokers();
    for (String topic : names()) {
      describe(topic);
    }
    describeOptional(topics.promptsDecided());
    describeOptional(reviews());
    describeOptional(revisions());
    checkCompacted(topics.promptsDecided(), "each prompt");
    checkCompacted(reviews(), "each review");
    checkRevisions();
    for (Map.Entry<String, TopicDescription> topic : found.entrySet()) {
      checkReplicas(topic.getKey(), topic.getValue());
      if (!isCompacted(topic.getKey())) {
        checkCleanup(topic.getKey());
        checkRetention(topic.getKey());
      }
    }
    if (found.containsKey(topics.samples())) {
      checkSamples();
    }
    return findings;
  }

  /** Returns the partitions of the topics that exist. */
  List<TopicPartition> partitions() {
    return found.entrySet().stream()
        .flatMap(
            topic ->
                topic.getValue().partitions().stream()
                    .map(each -> new TopicPartition(topic.getKey(), each.partition())))
        .toList();
  }

  /**
   * Returns how long samples are kept, in milliseconds; -1 for ever, or where there is no topic.
   */
  long retentionMillis() {
    return found.containsKey(topics.samples()) ? number(topics.samples(), "retention.ms") : -1;
  }

  /** Returns whether the topic of samples carries the broker's time. */
  boolean hasBrokerTime() {
    return found.containsKey(topics.samples())
        && setting(topics.samples(), "message.timestamp.type").equals("LogAppendTime");
  }

  private List<String> names() {
    return List.of(topics.samples(), topics.accepted(), topics.rejected(), topics.deadLetters());
  }

  private String reviews() {
    return ReviewTopic.of(topics).name();
  }

  private String revisions() {
    return RevisionTopic.of(topics).name();
  }

  /** Returns whether the last record of each key of a topic counts. */
  private boolean isCompacted(String topic) {
    return topic.equals(topics.promptsDecided()) || topic.equals(reviews());
  }

  private void checkBrokers() throws InterruptedException, ExecutionException {
    List<Node> nodes = List.copyOf(admin.describeCluster().nodes().get());
    findings.add(Finding.ok("brokers", nodes.size() + " answer at " + topics.bootstrapServers()));
    List<ConfigResource> resources =
        nodes.stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    long needed = KafkaConnector.TRANSACTION_TIMEOUT.toMillis();
    for (Map.Entry<ConfigResource, Config> broker :
        admin.describeConfigs(resources).all().get().entrySet()) {
      long allowed = Long.parseLong(broker.getValue().get("transaction.max.timeout.ms").value());
      if (allowed < needed) {
        findings.add(
            Finding.wrong(
                "broker " + broker.getKey().name(),
                String.format(
                        Locale.ROOT,
                        "transaction.max.timeout.ms is %,d, below the %,d that the job asks for by"
                            + " default, so its",
                        allowed,
                        needed)
                    + " sink cannot start",
                "set transaction.max.timeout.ms=" + needed + " or more in the broker's settings"));
      }
    }
  }

  private void find(String topic) throws InterruptedException, ExecutionException {
    KafkaFuture<TopicDescription> described =
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
    TopicDescription description = described.get();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    configs.put(topic, admin.describeConfigs(List.of(resource)).all().get().get(resource));
    found.put(topic, description);
  }

  /** Describes a topic that need not be there. */
  private void describeOptional(String topic) throws InterruptedException {
    try {
      find(topic);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        findings.add(
            Finding.note(
                "topic " + topic,
                "it cannot be described (" + e.getCause().getMessage() + "), so it is not checked",
                "let this user describe it and its settings"));
      }
    }
  }

  private void describe(String topic) throws InterruptedException {
    try {
      find(topic);
    } catch (ExecutionException e) {
      findings.add(
          Finding.wrong(
              "topic " + topic,
              e.getCause() instanceof UnknownTopicOrPartitionException
                  ? "there is no such topic, so the job cannot run"
                  : "it cannot be described ("
                      + e.getCause().getMessage()
                      + "), so the job cannot run",
              "create it, or name the right one with --topic or --outputs"));
    }
  }

  /** Where a topic is there of which the last record of each key counts, it is to hold these. */
  private void checkCompacted(String topic, String each) {
    if (!found.containsKey(topic)) {
      return;
    }
    String policy = setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      findings.add(
          Finding.note(
              "topic " + topic,
              "its cleanup.policy is " + policy + ", which does not keep the last row of " + each,
              "set cleanup.policy=compact"));
    }
  }

  /** Nobody needs it before the first sample is revised. */
  private void checkRevisions() {
    String topic = revisions();
    if (found.containsKey(topic) && found.get(topic).partitions().size() > 1) {
      findings.add(
          Finding.note(
              "topic " + topic,
              String.format(
                      Locale.ROOT,
                      "it has %d partitions, so revisions of a sample in different partitions are"
                          + " ordered",
                      found.get(topic).partitions().size())
                  + " only by their timestamps",
              "create the topic with one partition"));
    }
  }

  private void checkReplicas(String topic, TopicDescription description) {
    long minimum = number(topic, "min.insync.replicas");
    int replicas = description.partitions().get(0).replicas().size();
    for (TopicPartitionInfo partition : description.partitions()) {
      if (partition.leader() == null || partition.leader().isEmpty()) {
        findings.add(
            Finding.wrong(
                "topic " + topic + " partition " + partition.partition(),
                "it has no leader, so nothing can be read or written there",
                "start the brokers " + partition.replicas()));
      } else if (partition.isr().size() < minimum) {
        findings.add(
            Finding.wrong(
                "topic " + topic + " partition " + partition.partition(),
                String.format(
                    Locale.ROOT,
                    "%d replicas are in sync and min.insync.replicas is %d, so writes fail",
                    partition.isr().size(),
                    minimum),
                "restart the other brokers"));
      }
    }
    if (replicas == 1) {
      findings.add(
          Finding.note(
              "topic " + topic,
              "it has one replica, so the loss of a disk loses samples or verdicts",
              "for production use three replicas and min.insync.replicas=2"));
    } else if (minimum >= replicas) {
      findings.add(
          Finding.wrong(
              "topic " + topic,
              String.format(
                  Locale.ROOT,
                  "min.insync.replicas is %d of %d replicas, so one broker down stops the job",
                  minimum,
                  replicas),
              "set min.insync.replicas to " + (replicas - 1)));
    }
    if (setting(topic, "unclean.leader.election.enable").equals("true")) {
      findings.add(
          Finding.wrong(
              "topic " + topic,
              "unclean leader election may drop committed records",
              "set unclean.leader.election.enable=false"));
    }
  }

  private void checkCleanup(String topic) {
    if (setting(topic, "cleanup.policy").contains("compact")) {
      findings.add(
          Finding.wrong(
              "topic " + topic,
              "it is compacted, so of records with one key all but the last are deleted",
              "set cleanup.policy=delete"));
    }
    if (!topic.equals(topics.samples())
        && !topic.equals(revisions())
        && found.containsKey(topics.samples())
        && number(topic, "max.message.bytes") < number(topics.samples(), "max.message.bytes")) {
      findings.add(
          Finding.note(
              "topic " + topic,
              String.format(
                      Locale.ROOT,
                      "its max.message.bytes (%,d) is below that of %s (%,d), and a row holds "
                          + "its sample and a",
                      number(topic, "max.message.bytes"),
                      topics.samples(),
                      number(topics.samples(), "max.message.bytes"))
                  + " verdict: a very long sample may stop the job",
              "set max.message.bytes to twice the recipe's record_bytes or more"));
    }
  }

  private void checkSamples() {
    String subject = "topic " + topics.samples();
    if (hasBrokerTime()) {
      findings.add(
          Finding.ok(
              subject,
              found.get(topics.samples()).partitions().size() + " partitions, LogAppendTime"));
    } else {
      findings.add(
          Finding.wrong(
              subject,
              "its timestamps are the producers' (CreateTime), so samples may be late, and the"
                  + " producers determine the order of comparison",
              "kafka-configs.sh --bootstrap-server "
                  + topics.bootstrapServers()
                  + " --alter --topic "
                  + topics.samples()
                  + " --add-config message.timestamp.type=LogAppendTime"));
    }
  }

  private void checkRetention(String topic) {
    long retention = number(topic, "retention.ms");
    if (retention < 0) {
      return;
    }
    String age = Limits.shown(retention);
    if (!topic.equals(topics.samples())) {
      findings.add(
          Finding.note(
              "topic " + topic,
              "rows are deleted after " + age + ", and the dataset with them",
              "set retention.ms=-1, or export in time"));
    } else if (retention < SHORT_RETENTION_MILLIS) {
      findings.add(
          Finding.note(
              "topic " + topic,
              "samples are deleted after " + age + ", and an outage that lasts longer loses them",
              "set retention.ms to several days"));
    }
  }

  private String setting(String topic, String name) {
    return configs.get(topic).get(name).value();
  }

  private long number(String topic, String name) {
    return Long.parseLong(setting(topic, name));
  }
}
