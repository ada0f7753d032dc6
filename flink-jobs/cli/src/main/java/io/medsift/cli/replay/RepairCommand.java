package io.medsift.cli.replay;

import static java.lang.String.format;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.job.ClusterSettings;
import io.medsift.cli.job.CurationOptions;
import io.medsift.cli.job.LogFile;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.topic.TopicOptions;
import io.medsift.curation.CurationSettings;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recipe.Recipe;
import io.medsift.recovery.Checkpoints;
import io.medsift.recovery.SavedState;
import io.medsift.review.audit.LostRows;
import io.medsift.review.text.Plural;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift repair}: the rows of samples whose transaction was lost. */
@Command(
    name = "repair",
    description = {
      "Restores rows that were lost with their transaction because the job was down for longer"
          + " than the transaction timeout: decides their samples again, and writes their rows,"
          + " and no others, to the topics of the run. If it is killed, the same command resumes:"
          + " no row is written twice.",
      "The run may continue meanwhile: the command waits for its next checkpoint after the"
          + " savepoint."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RepairCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      required = true,
      description = {
        "A savepoint of the run that was taken after the loss. For a stopped "
            + "run, also its directory under execution.checkpointing.dir, whose latest "
            + "checkpoint is used. It is only read."
      })
  private Path state;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = {
        "How long to wait for a checkpoint of the run after the savepoint, and for the end of"
            + " transactions that may hold the rows: those of a running job end with its next"
            + " checkpoint. Default: ${DEFAULT-VALUE}."
      })
  private int wait;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      defaultValue = "medsift-curation",
      description = {
        "Name of the run (its --run), whose consumer group shows its checkpoints. Needed for a"
            + " savepoint of a run that continues. Default: ${DEFAULT-VALUE}."
      })
  private String run;

  @Option(names = "--dry-run", description = "Reports what is lost, and writes nothing.")
  private boolean dryRun;

  @Mixin private CurationOptions options;

  @Override
  public Integer call() throws Exception {
    if (!topicOptions.brokers().named()) {
      throw options.wrong("name the brokers of the run: --bootstrap-servers");
    }
    if (wait < 0) {
      throw options.wrong("--wait must be at least 0, got " + wait);
    }
    Path directory = stateDirectory();
    CurationTopics topics = topicOptions.topics();
    SavedState saved = read(directory, topics);
    Recipe recipe = options.recipe();
    if (recipe.groupsResponses()) {
      throw options.wrong(
          "the recipe %s runs pass_rate or select, where samples wait for others, and a repair"
                  .formatted(recipe.stamp().name())
              + " cannot distinguish waiting samples from lost ones: decide the topic again with"
              + " 'medsift replay --into'");
    }
    LogFile.use(Path.of("medsift.log"));
    ReplayRequest request =
        new ReplayRequest(
            recipe,
            options.benchmarks(recipe),
            options.centroids(recipe),
            options.parallelism(),
            topics,
            TopicRange.now(topics.connection(), topics.samples()),
            Repair.prefix(topics),
            directory,
            false);
    LostRows lostRows = new LostRows(topics, saved, run, Duration.ofSeconds(wait));
    PrintWriter out = spec.commandLine().getOut();
    if (dryRun) {
      LostRows.Found lost = lostRows.find();
      out.println(
          lost.samples() == 0
              ? nothing(saved)
              : format(
                  Locale.ROOT,
                  "%s lost: decided by %s, and without a row.",
                  Plural.of(lost.samples(), "sample is", "samples are"),
                  saved.path()));
      if (lost.samples() > 0) {
        lost.range().descriptions().forEach(out::println);
        out.println(unchecked(saved));
      }
      return ExitCode.DONE;
    }
    long rows = new Repair(request, lostRows, ProgressDisplay.onStandardError()).execute();
    out.println(
        rows == 0
            ? nothing(saved)
            : format(
                Locale.ROOT,
                "%s of lost samples written. Check with 'medsift audit'.%n%s",
                Plural.of(rows, "row", "rows"),
                unchecked(saved)));
    return ExitCode.DONE;
  }

  private static String nothing(SavedState saved) {
    return "Nothing is lost: every sample that %s has decided has its row.".formatted(saved.path())
        + System.lineSeparator()
        + unchecked(saved);
  }

  /** The state says of no later sample that it was decided, so one that is lost is not seen. */
  private static String unchecked(SavedState saved) {
    return ("Samples after %s were not checked: the state had not decided them yet. If 'medsift"
            + " audit' still lists some as missing, repeat this with a later state.")
        .formatted(Instant.ofEpochMilli(saved.watermark()));
  }

  private SavedState read(Path directory, CurationTopics topics) throws IOException {
    SavedState saved =
        SavedState.read(
            new org.apache.flink.core.fs.Path(ClusterSettings.location(directory)),
            CurationSettings.SOURCE_UID,
            topics.samples());
    if (saved.offsets().isEmpty()) {
      throw options.wrong(
          "--state %s is not the state of a run that read the topic %s"
              .formatted(state, topics.samples()));
    }
    return saved;
  }

  private Path stateDirectory() throws IOException {
    PathArgument named = new PathArgument(spec, "--state", state);
    Path directory = named.requireDirectory();
    if (Files.isRegularFile(directory.resolve("_metadata"))) {
      return directory;
    }
    return Checkpoints.newest(
            new org.apache.flink.core.fs.Path(ClusterSettings.location(directory)))
        .map(newest -> Path.of(newest.getPath()))
        .orElseThrow(
            () ->
                named.wrong(
                    "holds neither _metadata nor checkpoints: name a savepoint, a chk-N directory,"
                        + " or the run's directory of checkpoints"));
  }
}
