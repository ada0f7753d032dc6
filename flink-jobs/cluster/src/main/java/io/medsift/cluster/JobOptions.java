package io.medsift.cluster;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.connector.LostRecords;
import io.medsift.kafka.topic.OffsetBound;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * The options of the curation job on a cluster. Each is a key of Flink's {@code config.yaml} and,
 * without the prefix {@value #PREFIX}, an argument of the job: {@code medsift.recipe: recommended}
 * or {@code --recipe recommended}.
 */
public final class JobOptions {
  /** With which every key begins. */
  public static final String PREFIX = "medsift.";

  /** Broker addresses. */
  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("medsift.kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Addresses of Kafka brokers, host:port, comma-separated. Required.");

  /** Client properties. */
  public static final ConfigOption<String> CLIENT_PROPERTIES =
      key("medsift.kafka.properties-file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Absolute path of a properties file with the settings of Kafka clients for TLS and"
                  + " SASL. It must lie at this path on the JobManager and on every TaskManager:"
                  + " the job carries references to the file, never its values.");

  /** Timeout of transactions. */
  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      key("medsift.kafka.transaction-timeout")
          .durationType()
          .defaultValue(KafkaConnector.TRANSACTION_TIMEOUT)
          .withDescription(
              "Timeout after which brokers abort an open transaction of the job. If the "
                  + "job is down for longer between a checkpoint and its commit, the rows of "
                  + "that checkpoint are lost. At most transaction.max.timeout.ms of the "
                  + "brokers, which is 15 min by default.");

  /** Policy for records that were deleted before they were read. */
  public static final ConfigOption<LostRecords> LOST_SAMPLES =
      key("medsift.kafka.lost-samples")
          .enumType(LostRecords.class)
          .defaultValue(LostRecords.FAIL)
          .withDescription(
              "What to do if the topic no longer holds samples that the job has not "
                  + "decided, because retention or a user deleted them: fail with an error that "
                  + "names them, or skip them. Skipped samples have no verdict.");

  /** Memory of samples that wait for slower partitions. */
  public static final ConfigOption<MemorySize> READ_AHEAD =
      key("medsift.kafka.read-ahead")
          .memoryType()
          .defaultValue(new MemorySize(KafkaConnector.READ_AHEAD))
          .withDescription(
              "Heap that the samples of each reader may take while they wait for the slowest"
                  + " partition, estimated as three times their bytes and 2 KiB each. Above it,"
                  + " the other partitions are paused until the slowest advances.");

  /** The recipe. */
  public static final ConfigOption<String> RECIPE =
      key("medsift.recipe")
          .stringType()
          .defaultValue("recommended")
          .withDescription(
              "Name of an included recipe, or the path of a YAML file on the JobManager.");

  /** The evaluation index. */
  public static final ConfigOption<String> BENCHMARKS =
      key("medsift.benchmarks")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Output directory of `medsift benchmarks build`, at the same path on the "
                  + "JobManager and on every TaskManager. Required if the recipe has the gate "
                  + "decontaminate.");

  /** The centroid artifact. */
  public static final ConfigOption<String> CENTROIDS =
      key("medsift.centroids")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Directory of the centroids, at the same path on the JobManager and on every "
                  + "TaskManager. Default: those of the recipe. Required if the recipe has the "
                  + "gate domain.");

  /** The topic of samples. */
  public static final ConfigOption<String> SAMPLES =
      topic("samples", "Topic of the samples. Its timestamps must be LogAppendTime.");

  /** The topic of accepted samples. */
  public static final ConfigOption<String> ACCEPTED =
      topic("accepted", "Topic of accepted samples.");

  /** The topic of rejected samples. */
  public static final ConfigOption<String> REJECTED =
      topic("rejected", "Topic of rejected samples.");

  /** The topic of records that are not samples. */
  public static final ConfigOption<String> DEAD_LETTERS =
      topic("dead-letters", "Topic of records that are not valid samples.");

  /** The topic of decided prompts. */
  public static final ConfigOption<String> PROMPTS_DECIDED =
      topic(
          "prompts-decided",
          "Compacted topic of decided prompts. Required if the recipe has the gate pass_rate"
              + " or select.");

  /** The run. */
  public static final ConfigOption<String> RUN =
      key("medsift.run")
          .stringType()
          .defaultValue("medsift-curation")
          .withDescription(
              "Name of the run: prefix of its transactions and its consumer group. Keep it "
                  + "across restarts and upgrades. Runs that write to the same Kafka cluster "
                  + "need different names, and no name may be a prefix of another.");

  /** The uid of the source in state. */
  public static final ConfigOption<String> SOURCE_UID =
      key("medsift.source-uid")
          .stringType()
          .defaultValue("read")
          .withDescription(
              "Uid of the source. With a uid that is not in the savepoint, the job reads "
                  + "the topic from its start with the other state of the earlier run: a replay "
                  + "that repeats known verdicts. This requires `--allowNonRestoredState` when "
                  + "the job is started from the savepoint, or `allowNonRestoredState: true` of "
                  + "a FlinkDeployment.");

  /** Bounded or not. */
  public static final ConfigOption<Boolean> BOUNDED =
      key("medsift.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Stop at the offsets that are the latest when the job starts. For a replay.");

  /** Start of a bounded run. */
  public static final ConfigOption<String> FROM =
      key("medsift.from")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "First record that a bounded job reads: "
                  + OffsetBound.FORMS
                  + ". Default: earliest. A job that resumes from a checkpoint keeps its "
                  + "original range.");

  /** End of a bounded run. */
  public static final ConfigOption<String> UNTIL =
      key("medsift.until")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "First record after the range of a bounded job, in the forms of "
                  + "`medsift.from`. Default: latest.");

  /** Topics whose rows have the clusters of prompts. */
  public static final ConfigOption<String> CLUSTERS_FROM =
      key("medsift.clusters-from")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Topics with the rows of an earlier run, such as `accepted,rejected`, for a "
                  + "replay: the cluster of a prompt is taken from them if they have the same "
                  + "centroids and model, and only other prompts are embedded. The verdicts are "
                  + "then the same on any processor. Each TaskManager reads the topics into a "
                  + "temporary directory when the job starts. Default: every prompt that is not "
                  + "in state is embedded.");

  private JobOptions() {}

  /** Every option, in the order of the reference. */
  public static List<ConfigOption<?>> all() {
    return List.of(
        BOOTSTRAP_SERVERS,
        CLIENT_PROPERTIES,
        TRANSACTION_TIMEOUT,
        LOST_SAMPLES,
        READ_AHEAD,
        RECIPE,
        BENCHMARKS,
        CENTROIDS,
        SAMPLES,
        ACCEPTED,
        REJECTED,
        DEAD_LETTERS,
        PROMPTS_DECIDED,
        RUN,
        SOURCE_UID,
        BOUNDED,
        FROM,
        UNTIL,
        CLUSTERS_FROM);
  }

  private static ConfigOption<String> topic(String name, String description) {
    return key("medsift.topics." + name)
        .stringType()
        .defaultValue(name)
        .withDescription(description);
  }
}
