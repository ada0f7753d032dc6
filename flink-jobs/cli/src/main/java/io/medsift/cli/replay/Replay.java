package io.medsift.cli.replay;

import static java.lang.String.format;

import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.job.ClusterJob;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import io.medsift.curation.CurationJob;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.domain.ClusterLog;
import io.medsift.curation.domain.DomainOperator;
import io.medsift.curation.domain.PromptEmbedding;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.review.audit.AuditLedger;
import io.medsift.review.audit.TopicAudit;
import io.medsift.review.text.Plural;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the job over a part of the log on a cluster in this process, into new topics.
 *
 * <p>A replay with memory reads under a name of its own, since state that knows the source also
 * knows how far it was read and would read nothing twice; and it writes under a name of its own,
 * since state that knows the sink's transactions would abort those of a first run that still runs.
 */
public final class Replay {
  private static final String JOB_NAME = "replay";

  private final ReplayRequest request;
  private final long samples;
  private final ProgressDisplay display;

  /**
   * A replay that has not begun.
   *
   * @param samples how many the range of the request holds, for the progress that is shown
   */
  public Replay(ReplayRequest request, long samples, ProgressDisplay display) {
    this.request = request;
    this.samples = samples;
    this.display = display;
  }

  /** Result of a replay. */
  public record Result(AuditLedger ledger, PromptCounts prompts) {}

  /**
   * Runs to the end, and proves that every sample that was read has one verdict.
   *
   * @throws CommandFailedException if the topics cannot be made or the job fails
   */
  public Result execute() throws Exception {
    CurationTopics topics = request.topics();
    ReplayTopics.create(request.first(), topics, request.recipe());
    Resources replay = new Resources(() -> stopped(topics));
    try (replay) {
      PromptCounts prompts;
      try {
        prompts = runJob(topics);
      } catch (Exception e) {
        // A part of a replay is of no use, and in the way of the next.
        ReplayTopics.delete(topics);
        throw e;
      }
      for (String output : topics.outputs(request.recipe())) {
        CommittedEnd.await(topics.connection(), output);
      }
      AuditLedger ledger =
          new TopicAudit(topics, request.range(), true, count -> {}).run(Duration.ZERO);
      return new Result(ledger, prompts);
    }
  }

  // A part of a replay is of no use, and in the way of the next.
  private String stopped(CurationTopics topics) {
    boolean gone = true;
    try {
      ReplayTopics.delete(topics);
    } catch (Exception e) {
      gone = false;
    }
    return gone
        ? "the topics of the replay are deleted. Run the same command to start over."
        : "the topics of the replay could not be deleted. Delete "
            + String.join(", ", topics.outputs(request.recipe()))
            + ", or name another --into, and run the command again.";
  }

  private PromptCounts runJob(CurationTopics topics) throws Exception {
    try (Resources resources = new Resources()) {
      Path work = resources.add(TemporaryDirectory.create("medsift-replay-")).path();
      Path benchmarks = request.benchmarks().prepare(work);
      Path centroids = request.centroids().prepare(work);
      JobCounters counters = resources.add(new JobCounters());
      Configuration settings = settings(work);
      counters.addTo(settings);
      EmbeddedCluster cluster = resources.add(start(settings));
      StreamExecutionEnvironment environment = cluster.environment(request.parallelism());
      CurationJob.define(
          environment,
          startedFromState(
              new CurationSettings(
                      request.recipe(),
                      benchmarks,
                      centroids,
                      topics,
                      true,
                      request.prefix(),
                      "read-" + request.prefix())
                  .over(request.range())
                  .with(embedding())));
      display.say(
          String.format(
              Locale.ROOT,
              "Replaying %s with the recipe %s. Dashboard: %s",
              Plural.of(samples, "sample"),
              request.recipe().stamp().name(),
              cluster.dashboard()));
      // Heartbeats and markers of transactions are offsets too, and nothing decides on them.
      ProgressLine line = new ProgressLine(samples);
      ClusterJob.submit(cluster, environment, JOB_NAME)
          .finish(display, line, counters, "in the current directory");
      return PromptCounts.of(counters);
    }
  }

  private CurationSettings startedFromState(CurationSettings settings) throws IOException {
    return request.state() == null
        ? settings
        : settings.startedFrom(
            new org.apache.flink.core.fs.Path(ClusterSettings.location(request.state())));
  }

  private PromptEmbedding embedding() {
    if (!request.recipe().runs(Gate.DOMAIN)
        && !DecontaminationPlan.comparesEmbeddings(request.recipe())) {
      return PromptEmbedding.ONCE;
    }
    CurationTopics first = request.first();
    PromptEmbedding known =
        PromptEmbedding.ONCE.after(
            ClusterLog.of(first.connection(), List.of(first.accepted(), first.rejected())));
    return request.embedAgain() ? known.ofKnown() : known;
  }

  private Configuration settings(Path work) {
    Configuration settings = ClusterSettings.in(work.resolve("flink"), 0);
    ClusterSettings.forBoundedJob(settings);
    if (request.state() != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, ClusterSettings.location(request.state()));
      settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
      settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    }
    return settings;
  }

  private EmbeddedCluster start(Configuration settings) throws IOException {
    try {
      return EmbeddedCluster.start(settings, 1, request.parallelism());
    } catch (Exception e) {
      throw new CommandFailedException(
          "the Flink cluster did not start: " + ClusterJob.rootMessage(e),
          "Check that ports are free on 127.0.0.1, and that there is free space in java.io.tmpdir.",
          e);
    }
  }

  /**
   * Prompts of a replay by how they got their cluster.
   *
   * @param fromLog prompts whose cluster the rows of the first run say
   * @param embedded prompts that were embedded
   * @param otherCluster those of them that the first run had in another cluster
   * @param otherLabel those of them whose cluster had another label
   */
  public record PromptCounts(long fromLog, long embedded, long otherCluster, long otherLabel) {

    static PromptCounts of(JobCounters counters) {
      return new PromptCounts(
          counters.sum(DomainOperator.PROMPTS_FROM_LOG),
          counters.sum(DomainOperator.PROMPTS_EMBEDDED),
          counters.sum(DomainOperator.CLUSTERS_CHANGED),
          counters.sum(DomainOperator.LABELS_CHANGED));
    }

    /** A sentence for the terminal. */
    public String sentence(ReplayRequest request) {
      if (request.embedAgain()) {
        return format(
            Locale.ROOT,
            "%s embedded again: %,d changed cluster, %,d of them label.",
            Plural.of(embedded, "prompt"),
            otherCluster,
            otherLabel);
      }
      return format(
          Locale.ROOT,
          "Clusters of %s taken from the first run's rows%s, %s embedded.",
          Plural.of(fromLog, "prompt"),
          request.state() == null ? "" : ", others from its state",
          Plural.of(embedded, "prompt"));
    }
  }
}
