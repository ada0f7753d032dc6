package io.medsift.cli.rebuild;

import static java.lang.String.format;

import io.medsift.cli.job.LogFile;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.live.LiveCuration;
import io.medsift.cli.live.LiveRequest;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.curation.CurationJob;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.review.audit.TopicAudit;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import io.medsift.storage.PrivateFiles;
import io.medsift.verdict.Gate;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs the steps of a rebuild that are not done yet, and prints the outcome of the rows. */
final class RebuildRun {
  private static final Duration FOR_EVER = Duration.ofDays(365);
  private static final int LAST_COMMIT_SECONDS = 60;

  private final RebuildRequest request;
  private final RebuildState state;
  private final int wait;
  private final PrintWriter out;
  private final PrintWriter err;
  private final ProgressDisplay display = ProgressDisplay.onStandardError();
  private int number;
  private int steps;

  /**
   * A run.
   *
   * @param wait seconds for a curation job that runs elsewhere
   */
  RebuildRun(
      RebuildRequest request, RebuildState state, int wait, PrintWriter out, PrintWriter err) {
    this.request = request;
    this.state = state;
    this.wait = wait;
    this.out = out;
    this.err = err;
  }

  void execute(KafkaConnection brokers) throws Exception {
    LogFile.use(OutputDirectory.log(request.out()));
    try (Resources resources = new Resources(this::stopped)) {
      resources.add(DirectoryLock.on(PrivateFiles.createDirectories(request.out())));
      state.forgetLostTopics(request);
      Step evaluation = request.evaluationStep();
      Step probe = request.probeStep();
      steps = (evaluation == null ? 0 : 1) + request.topicSteps(List.of()).size();
      // Besides those: curate, audit and export.
      steps += (probe == null ? 0 : 1) + 3;
      if (evaluation != null && !isDone(evaluation)) {
        Directories.delete(request.benchmarks());
        run(evaluation);
      }
      LiveCuration curation = request.embedded() ? startCuration(resources) : null;
      KafkaConnection connection = curation == null ? brokers : curation.topics().connection();
      List<String> named =
          curation == null
              ? request.brokerArguments()
              : List.of("--bootstrap-servers", connection.bootstrapServers());
      for (Step step : request.topicSteps(named)) {
        if (!isDone(step)) {
          run(step);
        }
      }
      curate(curation);
      runAgain(request.auditStep(curation == null ? wait : LAST_COMMIT_SECONDS, named));
      if (probe != null && !(Files.exists(request.probe()) && isDone(probe))) {
        run(probe);
      }
      runAgain(request.exportStep(named));
      new RebuildSummary(request, CurationTopics.named(connection)).print(out);
      state.leftOut().forEach(out::println);
      out.flush();
    }
  }

  private LiveCuration startCuration(Resources resources) throws Exception {
    say("Starting a broker, a Flink cluster and the curation job in this process.");
    return LiveCuration.start(
        new LiveRequest(
            request.recipe(),
            work -> request.recipe().runs(Gate.DECONTAMINATE) ? request.benchmarks() : null,
            request.centroids(),
            request.parallelism(),
            0,
            0,
            request.curation()),
        CurationJob::define,
        resources);
  }

  private boolean isDone(Step step) {
    if (!state.isDone(step)) {
      return false;
    }
    number++;
    say(format(Locale.ROOT, "[%d/%d] %s: already done", number, steps, step.id()));
    return true;
  }

  private void run(Step step) throws Exception {
    runAgain(step);
    state.done(step);
  }

  /** Runs a step whose command itself does nothing more where nothing is left to do. */
  private void runAgain(Step step) throws Exception {
    number++;
    say(format(Locale.ROOT, "[%d/%d] %s", number, steps, step));
    step.run(out, err);
    out.flush();
  }

  private void curate(LiveCuration curation) throws Exception {
    number++;
    if (curation == null) {
      say(
          format(
              Locale.ROOT,
              "[%d/%d] curate: by the job at these brokers; the audit waits for it",
              number,
              steps));
      return;
    }
    say(format(Locale.ROOT, "[%d/%d] curate", number, steps));
    CurationTopics topics = curation.topics();
    CompletableFuture<Void> decided =
        CompletableFuture.runAsync(
            () -> {
              try {
                TopicRange range = TopicRange.now(topics.connection(), topics.samples());
                new TopicAudit(topics, range, true, count -> {}).run(FOR_EVER);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    curation.watchUntil(decided::isDone, display);
    try {
      decided.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  private String stopped() {
    return "the progress is saved in " + request.out() + ", and the same command resumes from it.";
  }
}
