package io.medsift.cli.run;

import static java.lang.String.format;

import io.medsift.cli.benchmarks.MeasurementCache;
import io.medsift.cli.benchmarks.RecipeProbe;
import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.EmbeddedCluster;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.input.LoadedSamples;
import io.medsift.cli.input.SampleTopic;
import io.medsift.cli.job.ClusterJob;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.cli.job.JobDefinition;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.job.Topics;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.JobCounters;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.remote.RemoteSettings;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    Phases phases = new Phases();
    RunOutcome outcome;
    try (Resources resources = new Resources()) {
      phases.end("start of Java");
      Path work = resources.add(workDirectory()).path();
      JobCounters counters = resources.add(new JobCounters());
      display.say("Starting a broker and a Flink cluster in this process.");
      CompletableFuture<EmbeddedCluster> starting =
          CompletableFuture.supplyAsync(() -> startCluster(work.resolve("flink"), counters));
      CompletableFuture<Artifacts> preparing =
          CompletableFuture.supplyAsync(() -> prepareArtifacts(work));
      EmbeddedBroker broker;
      EmbeddedCluster cluster;
      CurationTopics topics;
      try {
        broker = resources.add(EmbeddedBroker.start(work.resolve("kafka")));
        topics = Topics.forFiles(broker, request.recipe(), request.partitions());
      } finally {
        cluster = resources.add(result(starting));
      }
      phases.end("broker, topics and cluster");
      // The job is put together while its samples are loaded.
      CompletableFuture<JobGraph> defining =
          preparing.thenApplyAsync(artifacts -> define(cluster, topics, artifacts));
      LoadedSamples loaded = load(topics);
      phases.end("loading");
      JobGraph graph = result(defining);
      phases.end("job graph");
      display.say(
          format(
              "Curating %s with the recipe %s. Dashboard: %s",
              Plural.of(loaded.lines(), "sample"),
              request.recipe().stamp().name(),
              cluster.dashboard()));
      long jobStarted = System.nanoTime();
      ClusterJob.submit(cluster, graph)
          .finish(display, new ProgressLine(loaded.lines()), counters, "in the output directory");
      double jobSeconds = secondsSince(jobStarted);
      phases.end("job");
      Conservation conservation = new OutputDrain(topics, loaded).into(request.out());
      if (!conservation.holds()) {
        throw new CommandFailedException(
            "the outputs do not hold every line of the input exactly once: "
                + conservation.describe(),
            "This is a bug in Medsift: please report it, with medsift.log and the .partial files of"
                + " the output directory.");
      }
      if (request.recipe().groupsResponses()) {
        new PromptDrain(topics).into(OutputDirectory.prompts(request.out()));
      }
      phases.end("output");
      Path benchmarks = result(preparing).benchmarks();
      BenchmarkIndex.Summary evaluation =
          benchmarks == null ? null : BenchmarkIndex.Summary.read(benchmarks);
      outcome =
          new RunOutcome(
              loaded,
              conservation,
              evaluation,
              evaluation == null ? null : measure(benchmarks, evaluation.fingerprint()),
              jobSeconds,
              secondsSince(started));
    }
    phases.end("measurement, and stop of broker and cluster");
    return outcome;
  }

  // Kafka and Flink take commas and colons for ends of a path.
  private TemporaryDirectory workDirectory() throws IOException {
    Path out = request.out().toRealPath();
    return out.toString().matches(".*[,:].*")
        ? TemporaryDirectory.create("medsift-run-")
        : TemporaryDirectory.createIn(out, OutputDirectory.WORK);
  }

  private static <T> T result(CompletableFuture<T> future) throws Exception {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException unchecked) {
        throw unchecked.getCause();
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private LeakMeasurement measure(Path benchmarks, String fingerprint) throws IOException {
    if (request.probeItems() == 0 || !RecipeProbe.measures(request.recipe())) {
      return null;
    }
    return measurements()
        .get(
            request.recipe(),
            fingerprint,
            request.probeItems(),
            0,
            () -> {
              display.say("Measuring how many changed evaluation items the recipe finds.");
              try (RecipeProbe probe =
                  new RecipeProbe(request.recipe(), BenchmarkIndex.load(benchmarks))) {
                return probe.measure(request.probeItems(), 0, List.of());
              }
            });
  }

  private static MeasurementCache measurements() {
    try {
      return MeasurementCache.in(
          RemoteSettings.ofEnvironment().fileCache().resolve("measurements"));
    } catch (IOException e) {
      Logger log = LoggerFactory.getLogger(CurationRun.class);
      log.warn("Measurements cannot be cached: {}", e.getMessage());
      return MeasurementCache.none();
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
          "the Flink cluster did not start: " + ClusterJob.rootMessage(e),
          "See the log medsift.log in the output directory.",
          e);
    }
  }

  private Artifacts prepareArtifacts(Path work) {
    try {
      return new Artifacts(request.benchmarks().prepare(work), request.centroids().prepare(work));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobGraph define(EmbeddedCluster cluster, CurationTopics topics, Artifacts artifacts) {
    StreamExecutionEnvironment environment = cluster.environment(request.parallelism());
    try {
      job.define(
          environment,
          new CurationSettings(
              request.recipe(),
              artifacts.benchmarks(),
              artifacts.centroids(),
              topics,
              true,
              "medsift-run"));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
    return EmbeddedCluster.graph(environment, JOB_NAME);
  }

  private LoadedSamples load(CurationTopics topics) throws InterruptedException {
    try (SampleTopic samples =
        new SampleTopic(
            topics.bootstrapServers(), topics.samples(), request.partitions(), clock.millis())) {
      return request.input().load(samples, request.out());
    } catch (IOException e) {
      throw new CommandFailedException(
          e.getMessage(),
          "If its rows are not samples yet, name their source with --source ('medsift sources'"
              + " lists the names); else fix the file, or name others with --input.",
          e);
    }
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /**
   * A run that succeeded.
   *
   * @param evaluation the sets that prompts were compared with; null where none were
   * @param measurement of what the recipe finds of them; null where nothing was measured
   * @param jobSeconds from submission of the job to its end
   * @param seconds of the whole run
   */
  public record RunOutcome(
      LoadedSamples loaded,
      Conservation conservation,
      BenchmarkIndex.Summary evaluation,
      LeakMeasurement measurement,
      double jobSeconds,
      double seconds) {}

  /** Writes to the log how long each part of a run took, by the clock and by the processors. */
  static final class Phases {
    private long wall = ManagementFactory.getRuntimeMXBean().getStartTime();
    private double processor;

    /** Ends a part that began where the one before ended; the first began with the process. */
    void end(String phase) {
      long now = System.currentTimeMillis();
      double used = processorSeconds();
      // No static logger: logging must not start before the directory of the log is known.
      Logger log = LoggerFactory.getLogger(Phases.class);
      log.info(
          format(
              Locale.ROOT,
              "%s: %.2f s, %.2f s of the processors",
              phase,
              (now - wall) / 1e3,
              used - processor));
      wall = now;
      processor = used;
    }

    private static double processorSeconds() {
      return ProcessHandle.current()
          .info()
          .totalCpuDuration()
          .map(used -> used.toNanos() / 1e9)
          .orElse(0.0);
    }
  }
}
