package io.medsift.cluster;

import static java.lang.String.format;

import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.domain.ClusterLog;
import io.medsift.curation.domain.PromptEmbedding;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.connector.KafkaConnector;
import io.medsift.kafka.connector.LostRecords;
import io.medsift.kafka.topic.TopicOffsets;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.recovery.DecidedRows;
import io.medsift.recovery.LostSamples;
import io.medsift.recovery.RunRecovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the curation job on the Flink cluster that calls it, session or application. */
public final class CurationMain {
  private static final Logger LOG = LoggerFactory.getLogger(CurationMain.class);

  private CurationMain() {}

  /**
   * Defines the job and submits it.
   *
   * @param arguments see {@link JobOptions}
   * @throws InvalidOptionException if the job cannot be what the options say
   */
  public static void main(String[] arguments) throws Exception {
    try {
      submit(arguments);
    } catch (Exception e) {
      ProcessEnd.failed();
      throw e;
    }
  }

  private static void submit(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    Map<String, String> cluster = environment.getConfiguration().toMap();
    Configuration options = JobArguments.read(cluster, List.of(arguments));
    environment.configure(beneath(cluster, CurationJob.flinkDefaults()));
    CurationSettings settings = settings(options);
    RunRecovery recovery =
        new RunRecovery(
            Configuration.fromMap(cluster),
            settings.kafka().run(),
            settings.sourceUid(),
            settings.kafka().lost() == LostRecords.SKIP);
    environment.configure(recovered(recovery, settings));
    CurationJob.define(
        environment,
        startedFrom(
            Configuration.fromMap(cluster).getOptional(StateRecoveryOptions.SAVEPOINT_PATH),
            settings.without(recovery.lost())));
    if (ProcessEnd.isOfOneJob()) {
      ProcessEnd.follow(environment.executeAsync(options.get(JobOptions.RUN)));
    } else {
      environment.execute(options.get(JobOptions.RUN));
    }
  }

  /** Returns the Flink settings of the job without those that the cluster sets. */
  static Configuration beneath(Map<String, String> cluster, Configuration defaults) {
    Configuration job = new Configuration(defaults);
    Configuration set = Configuration.fromMap(cluster);
    cluster.keySet().forEach(job::removeKey);
    int parallelism = set.get(PipelineOptions.MAX_PARALLELISM);
    if (set.contains(PipelineOptions.MAX_PARALLELISM)
        && parallelism != CurationJob.MAX_PARALLELISM) {
      throw new InvalidOptionException(
          format(
              Locale.ROOT,
              "%s is %d and must be %d: state depends on it",
              PipelineOptions.MAX_PARALLELISM.key(),
              parallelism,
              CurationJob.MAX_PARALLELISM));
    }
    if (set.get(ExecutionOptions.SNAPSHOT_COMPRESSION)) {
      throw new InvalidOptionException(
          format(
              "%s is true and must be false: the job reads its position from its "
                  + "checkpoints when it starts",
              ExecutionOptions.SNAPSHOT_COMPRESSION.key()));
    }
    if (set.get(CheckpointingOptions.ENABLE_UNALIGNED)) {
      // Flink would spread messages in flight by key; one to "find pairs" is of several shards.
      throw new InvalidOptionException(
          format(
              "%s is true and must be false: from an unaligned checkpoint the job cannot start"
                  + " with another parallelism",
              CheckpointingOptions.ENABLE_UNALIGNED.key()));
    }
    if (!set.contains(CheckpointingOptions.CHECKPOINTS_DIRECTORY)) {
      throw new InvalidOptionException(
          format(
              "%s is not set: without it checkpoints are lost with the JobManager. Name a"
                  + " directory that JobManager and TaskManagers share, such as s3://bucket/path",
              CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()));
    }
    return job;
  }

  private static Configuration recovered(RunRecovery recovery, CurationSettings settings)
      throws IOException {
    KafkaConnector kafka = settings.kafka();
    CurationTopics topics = settings.topics();
    TopicOffsets samples = kafka.readTopic(topics.samples());
    Map<Integer, Long> decided =
        DecidedRows.ends(
            topics.connection(), topics.outputs(settings.recipe()), samples.name(), samples.end());
    Configuration recovered = recovery.settings(samples.decided(decided));
    recovered
        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
        .ifPresent(path -> LOG.info("The run {} resumes from {}.", kafka.run(), path));
    LostSamples.keep(recovery.lost(), topics.connection(), topics.deadLetters(), kafka.run());
    return recovered;
  }

  private static CurationSettings startedFrom(Optional<String> savepoint, CurationSettings settings)
      throws IOException {
    return savepoint.isEmpty()
        ? settings
        : settings.startedFrom(new org.apache.flink.core.fs.Path(savepoint.get()));
  }

  static CurationSettings settings(Configuration options) throws InterruptedException {
    Recipe recipe = recipe(options.get(JobOptions.RECIPE));
    Path centroids = directory(options, JobOptions.CENTROIDS);
    if (centroids == null && recipe.domain() != null && recipe.domain().centroids() != null) {
      centroids = Path.of(recipe.domain().centroids());
    }
    Path benchmarks = directory(options, JobOptions.BENCHMARKS);
    CurationTopics topics = topics(options);
    JobConnection.requireAccess(topics.connection());
    return new CurationSettings(
        recipe,
        benchmarks,
        centroids,
        topics,
        options.get(JobOptions.BOUNDED),
        new KafkaConnector(
            topics.connection(),
            options.get(JobOptions.RUN),
            JobTransactions.timeout(options, topics.connection()),
            options.get(JobOptions.LOST_SAMPLES),
            options.get(JobOptions.READ_AHEAD).getBytes()),
        options.get(JobOptions.SOURCE_UID),
        JobRange.of(options, topics),
        embedding(options, topics),
        0,
        Map.of());
  }

  private static PromptEmbedding embedding(Configuration options, CurationTopics topics) {
    List<String> earlier =
        options.getOptional(JobOptions.CLUSTERS_FROM).stream()
            .flatMap(names -> Arrays.stream(names.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    if (earlier.isEmpty()) {
      return PromptEmbedding.ONCE;
    }
    try {
      return PromptEmbedding.ONCE.after(ClusterLog.of(topics.connection(), earlier));
    } catch (IllegalArgumentException e) {
      throw new InvalidOptionException(
          format("%s: %s", JobOptions.CLUSTERS_FROM.key(), e.getMessage()), e);
    }
  }

  private static Recipe recipe(String nameOrFile) {
    try {
      return RecipeLoader.load(nameOrFile);
    } catch (RecipeException e) {
      throw new InvalidOptionException(JobOptions.RECIPE.key() + ": " + e.getMessage(), e);
    }
  }

  private static Path directory(Configuration options, ConfigOption<String> option) {
    Optional<Path> named = options.getOptional(option).map(Path::of);
    if (named.isPresent() && !Files.isDirectory(named.get())) {
      throw new InvalidOptionException(
          format("%s: %s is not a directory on this machine", option.key(), named.get()));
    }
    return named.orElse(null);
  }

  private static CurationTopics topics(Configuration options) {
    return new CurationTopics(
        JobConnection.of(options),
        options.get(JobOptions.SAMPLES),
        options.get(JobOptions.ACCEPTED),
        options.get(JobOptions.REJECTED),
        options.get(JobOptions.DEAD_LETTERS),
        options.get(JobOptions.PROMPTS_DECIDED));
  }
}
