package io.medsift.cli.run;

import static java.lang.String.format;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.input.LoadedSamples;
import io.medsift.cli.input.SampleTopic;
import io.medsift.cli.output.Conservation;
import io.medsift.cli.output.OutputDrain;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.CurationTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs the curation job over files, in this process, and leaves three files.
 *
 * <p>In order: broker and cluster start, the lines are loaded, the job runs to the end of the
 * topic, what it committed is written out, and the positions are counted. Everything else that is
 * written goes to a directory beside the output, which is deleted at the end and on a signal.
 */
public final class CurationRun {
  private static final String JOB_NAME = "curation";

  private final RunRequest request;
  private final ProgressDisplay display;
  private final Clock clock;
  private final JobDefinition job;

  private record Artifacts(Path benchmarks, Path centroids) {}

  /** A run that has not started. */
  public CurationRun(RunRequest request, ProgressDisplay display, Clock clock, JobDefinition job) {
    this.request = request;
    this.display = display;
    this.clock = clock;
    this.job = job;
  }

  /**
   * Runs to the end.
   *
   * @throws CommandFailedException if the job fails or a line of the input is not in exactly one
   *     file
   */
  public RunOutcome execute() throws Exception {
    long started = System.nanoTime();
    try (Resources resources = new Resources()) {
      Path work =
          resources
              .add(TemporaryDirectory.createIn(request.out().toRealPath(), ".medsift-work-"))
              .path();
      JobCounters counters = resources.add(new JobCounters());
      display.say("Starting a broker and a Flink cluster in this process.");
      CompletableFuture<EmbeddedCluster> starting =
          CompletableFuture.supplyAsync(() -> startCluster(work.resolve("flink"), counters));
      EmbeddedBroker broker;
      try {
        broker = resources.add(EmbeddedBroker.start(work.resolve("kafka")));
      } catch (IOException | RuntimeException e) {
        resources.add(starting.join());
        throw e;
      }
      EmbeddedCluster cluster = resources.add(starting.join());
      Artifacts artifacts =
          new Artifacts(request.benchmarks().prepare(work), request.centroids().prepare(work));
      CurationTopics topics = Topics.forFiles(broker, request.partitions());
      LoadedSamples loaded = load(topics);
      display.say(
          format(
              "Curating %,d samples with the recipe %s. Dashboard: %s",
              loaded.lines(), request.recipe().stamp().name(), cluster.dashboard()));
      long jobStarted = System.nanoTime();
      runJob(cluster, topics, artifacts, loaded, counters);
      double jobSeconds = secondsSince(jobStarted);
      Conservation conservation = new OutputDrain(topics, loaded).into(request.out());
      if (!conservation.holds()) {
        throw new CommandFailedException(
            "the outputs do not hold every line of the input exactly once: "
                + conservation.describe(),
            "This is a defect of Medsift: please report it, with medsift.log and the .partial files"
                + " of the output directory.");
      }
      return new RunOutcome(loaded, conservation, jobSeconds, secondsSince(started));
    }
  }

  private EmbeddedCluster startCluster(Path directory, JobCounters counters) {
    try {
      Configuration settings = ClusterSettings.in(directory, 0);
      ClusterSettings.forBoundedJob(settings);
      counters.addTo(settings);
      return EmbeddedCluster.start(settings, 1, request.parallelism());
    } catch (Exception e) {
      throw new CommandFailedException(
          "the Flink cluster did not start: " + RootCause.message(e),
          "The log medsift.log in the output directory says more.",
          e);
    }
  }

  private LoadedSamples load(CurationTopics topics) throws InterruptedException {
    try (SampleTopic samples =
        new SampleTopic(
            topics.bootstrapServers(), topics.samples(), request.partitions(), clock.millis())) {
      return request.input().load(samples, request.out());
    } catch (IOException e) {
      throw new CommandFailedException(
          e.getMessage(),
          "If its rows are no samples yet, say what they are with --source ('medsift sources' lists"
              + " the names); else mend the file, or name others with --input.",
          e);
    }
  }

  private void runJob(
      EmbeddedCluster cluster,
      CurationTopics topics,
      Artifacts artifacts,
      LoadedSamples loaded,
      JobCounters counters)
      throws Exception {
    StreamExecutionEnvironment environment = cluster.environment(request.parallelism());
    job.define(
        environment,
        new CurationSettings(
            request.recipe(),
            artifacts.benchmarks(),
            artifacts.centroids(),
            topics,
            true,
            "medsift-run"));
    ProgressLine line = new ProgressLine(loaded.lines());
    new BoundedJob(cluster, display, line, counters, "in the output directory")
        .run(environment, JOB_NAME);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
