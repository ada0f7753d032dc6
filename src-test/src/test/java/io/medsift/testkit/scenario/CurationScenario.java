package io.medsift.testkit.scenario;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.Testbed;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.PromptDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A real broker and a real Flink cluster, on which tests run the curation job. */
public final class CurationScenario implements AutoCloseable {
  private final EmbeddedCluster cluster;
  private final AutoCloseable own;
  private final SampleLog log;
  private final List<RunningJob> jobs = new ArrayList<>();

  private CurationScenario(EmbeddedCluster cluster, AutoCloseable own) throws IOException {
    this.cluster = cluster;
    this.own = own;
    this.log = new SampleLog(KafkaConnection.plain(Testbed.broker().bootstrapServers()));
  }

  /** On the broker and the cluster that all tests share. */
  public static CurationScenario start() throws Exception {
    return new CurationScenario(Testbed.cluster(), () -> {});
  }

  /** On a cluster of its own, whose TaskManagers may die. */
  public static CurationScenario start(Path directory, int taskManagers, int slots)
      throws Exception {
    EmbeddedCluster cluster =
        EmbeddedCluster.start(Testbed.settings(directory), taskManagers, slots);
    return new CurationScenario(cluster, cluster);
  }

  public EmbeddedCluster cluster() {
    return cluster;
  }

  /** Topics of a run of their own, loaded with {@code records} in their order. */
  public CurationTopics load(int partitions, List<LoggedRecord> records) throws Exception {
    return log.load(partitions, records);
  }

  /** The same in a topic of this name. */
  public CurationTopics load(String samples, int partitions, List<LoggedRecord> records)
      throws Exception {
    return log.load(samples, partitions, records);
  }

  /** Adds partitions, so that the topic of samples has so many. */
  public void grow(CurationTopics topics, int partitions) throws Exception {
    log.grow(topics, partitions);
  }

  /** The same samples and empty outputs. */
  public CurationTopics withNewOutputs(String samples) throws Exception {
    return log.withNewOutputs(samples);
  }

  /** Adds {@code records} to the topic of samples. */
  public void append(CurationTopics topics, List<LoggedRecord> records) throws Exception {
    log.append(topics, records);
  }

  /** Runs the job over what the topic holds, to the end. */
  public Decisions run(Recipe recipe, CurationTopics topics, int parallelism) throws Exception {
    return run(bounded(recipe, topics), parallelism);
  }

  public Decisions run(CurationSettings settings, int parallelism) throws Exception {
    submit(settings, parallelism).succeed();
    CurationTopics topics = settings.topics();
    for (String output : topics.outputs(settings.recipe())) {
      CommittedEnd.await(topics.connection(), output);
    }
    return read(topics);
  }

  /** The settings of a run over what the topic holds. */
  public static CurationSettings bounded(Recipe recipe, CurationTopics topics) {
    return new CurationSettings(recipe, null, null, topics, true, topics.accepted());
  }

  /** The settings of a run that waits for more. */
  public static CurationSettings unbounded(Recipe recipe, CurationTopics topics) {
    return new CurationSettings(recipe, null, null, topics, false, topics.accepted());
  }

  public RunningJob submit(CurationSettings settings, int parallelism) throws Exception {
    return submit(settings, cluster.environment(parallelism));
  }

  /** Submits a job that starts from the state in {@code savepoint}, and takes all of it. */
  public RunningJob restore(String savepoint, CurationSettings settings, int parallelism)
      throws Exception {
    return restore(savepoint, settings, parallelism, false);
  }

  /** The same, but for the state of the first job's source and sink. */
  public RunningJob replay(String savepoint, CurationSettings settings, int parallelism)
      throws Exception {
    return restore(savepoint, settings, parallelism, true);
  }

  private RunningJob restore(
      String savepoint, CurationSettings settings, int parallelism, boolean leaveUnclaimed)
      throws Exception {
    StreamExecutionEnvironment environment = cluster.environment(parallelism);
    Configuration recovery = new Configuration();
    recovery.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    recovery.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, leaveUnclaimed);
    environment.configure(recovery);
    return submit(settings, environment);
  }

  private RunningJob submit(CurationSettings settings, StreamExecutionEnvironment environment)
      throws Exception {
    CurationJob.define(environment, settings);
    RunningJob job =
        new RunningJob(cluster, cluster.submit(environment, settings.topics().accepted()));
    jobs.add(job);
    return job;
  }

  /** Waits until at least so many rows are committed in all outputs. */
  public void awaitRows(CurationTopics topics, long rows) throws Exception {
    log.awaitRows(topics, rows);
  }

  /** How many rows readers of committed records see. */
  public long rows(CurationTopics topics) {
    return log.rows(topics);
  }

  /** What readers of committed records see. */
  public Decisions read(CurationTopics topics) throws Exception {
    return log.read(topics);
  }

  /** The last decision of each prompt, by its key. */
  public Map<String, PromptDecision> prompts(CurationTopics topics) throws Exception {
    return log.prompts(topics);
  }

  /** Cancels what still runs. */
  @Override
  public void close() {
    try (own) {
      for (RunningJob job : jobs) {
        if (!job.ended()) {
          job.cancel();
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("a job of the test did not end", e);
    }
  }
}
