package io.medsift.cli.run;

import static java.lang.String.format;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.job.LogFile;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ProductVersion;
import io.medsift.cli.progress.Pace;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.run.CurationRun.RunOutcome;
import io.medsift.curation.CurationJob;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.export.contamination.ContaminationStatement.CountedIn;
import io.medsift.export.contamination.StatementFacts;
import io.medsift.recipe.Recipe;
import io.medsift.review.report.ReportPage;
import io.medsift.review.report.RunFacts;
import io.medsift.review.tally.Tally;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.rows.RowFile;
import io.medsift.storage.Directories;
import io.medsift.storage.DirectoryLock;
import io.medsift.storage.PrivateFiles;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run over files with its output: progress, the table, the page. */
public final class FileCuration {
  private FileCuration() {}

  /**
   * Runs, writes the report, and prints the table to {@code out}.
   *
   * @param startOver the option with which the same command replaces results; empty for none
   * @throws CommandFailedException if another process works in the directory, or the run fails
   */
  public static void execute(RunRequest request, String startOver, PrintWriter out)
      throws Exception {
    boolean isNew = createDirectory(request.out());
    try (Resources resources = new Resources(() -> stopped(request.out(), isNew, startOver))) {
      resources.add(lock(request.out()));
      prepare(request.out());
      ProgressDisplay display = ProgressDisplay.onStandardError();
      Clock clock = Clock.systemUTC();
      RunOutcome outcome = new CurationRun(request, display, clock, CurationJob::define).execute();
      display.say("Writing the report.");
      Tally tally = Tally.read(request.out());
      ContaminationStatement contamination = contamination(request.recipe(), outcome, tally);
      PrivateFiles.write(
          OutputDirectory.report(request.out()),
          ReportPage.of(tally, facts(request, outcome, contamination, clock)).getBytes(UTF_8));
      contamination.write(OutputDirectory.contamination(request.out()));
      OutcomeTable.lines(tally).forEach(out::println);
      out.println();
      out.println(
          format(
              "%s in %s; %s a second while the job ran.",
              Plural.of(outcome.loaded().lines(), "line"),
              Formats.duration(outcome.seconds()),
              Pace.rate(outcome.loaded().lines() / outcome.jobSeconds())));
      outcome.loaded().remarks().forEach(out::println);
      if (outcome.evaluation() != null) {
        out.println(
            format(
                "Prompts were compared with %s of %s.",
                Plural.of(outcome.evaluation().items(), "item"),
                Plural.of(outcome.evaluation().sets().size(), "evaluation set")));
      }
      request.recipe().notCompared().ifPresent(out::println);
      out.println("Report: " + OutputDirectory.report(request.out()).toAbsolutePath().normalize());
      out.flush();
      if (tally.records() > 0 && tally.deadLetters().total() == tally.records()) {
        throw new CommandFailedException(
            "every line became a dead letter",
            "dead-letters.jsonl in " + request.out() + " has the reason for each.");
      }
    }
  }

  private static RunFacts facts(
      RunRequest request, RunOutcome outcome, ContaminationStatement contamination, Clock clock) {
    return new RunFacts(
        ProductVersion.medsift(),
        request.input().files().stream().map(RowFile::fileName).toList(),
        outcome.loaded().lines(),
        Stream.concat(outcome.loaded().remarks().stream(), request.recipe().notCompared().stream())
            .toList(),
        gates(request.recipe()),
        outcome.evaluation(),
        contamination,
        request.partitions(),
        request.parallelism(),
        outcome.jobSeconds(),
        outcome.seconds(),
        clock.instant());
  }

  private static String stopped(Path directory, boolean isNew, String startOver) {
    if (OutputDirectory.holdsResults(directory)) {
      return "the results are in %s, without a report. Run the same command%s to start over."
          .formatted(directory, startOver.isEmpty() ? "" : " with " + startOver);
    }
    try {
      if (isNew) {
        Directories.delete(directory);
      } else {
        OutputDirectory.deletePartial(directory);
      }
    } catch (IOException e) {
      // The next run does it.
    }
    return "no results were written to " + directory + ". Run the same command to start over.";
  }

  private static boolean createDirectory(Path directory) {
    try {
      return PrivateFiles.createNewDirectory(directory);
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  private static DirectoryLock lock(Path directory) {
    try {
      return DirectoryLock.on(directory);
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
  }

  private static Map<String, Set<Gate>> gates(Recipe recipe) {
    return recipe.tracks().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, track -> track.getValue().gates()));
  }

  private static ContaminationStatement contamination(
      Recipe recipe, RunOutcome outcome, Tally tally) {
    return new StatementFacts(
            ProductVersion.medsift(),
            tally.all().accepted(),
            tally.contamination(),
            CountedIn.RUN,
            outcome.evaluation() == null
                ? List.of()
                : List.of(BenchmarkArtifact.described(outcome.evaluation())),
            Map.of(recipe.stamp().hash(), recipe),
            List.of(),
            outcome.measurement() == null ? List.of() : List.of(outcome.measurement()))
        .statement();
  }

  private static void prepare(Path directory) {
    try {
      OutputDirectory.prepare(directory);
    } catch (IOException e) {
      throw cannotWrite(directory, e);
    }
    LogFile.use(OutputDirectory.log(directory));
  }

  private static CommandFailedException cannotWrite(Path directory, IOException e) {
    return new CommandFailedException(
        format("the output directory %s cannot be written: %s", directory, e.getMessage()),
        "Name a writable directory, with --out.",
        e);
  }

  /** Table of the records by gate and reason. */
  static final class OutcomeTable {
    private OutcomeTable() {}

    static List<String> lines(Tally tally) {
      List<String> lines = new ArrayList<>();
      lines.add(format("%-14s %-26s %12s %8s", "gate", "reason", "records", "share"));
      for (Reason reason : Reason.values()) {
        if (tally.rejected(reason) > 0) {
          lines.add(
              line(
                  reason.gate().wireName(),
                  reason.name().toLowerCase(Locale.ROOT),
                  tally.rejected(reason),
                  tally));
        }
      }
      long rejected = tally.all().samples() - tally.all().accepted();
      lines.add(line("rejected", "", rejected, tally));
      lines.add(line("dead letters", "", tally.deadLetters().total(), tally));
      lines.add(line("accepted", "", tally.all().accepted(), tally));
      lines.add(line("all", "", tally.records(), tally));
      return lines;
    }

    private static String line(String gate, String reason, long records, Tally tally) {
      double share = tally.records() == 0 ? 0 : 100.0 * records / tally.records();
      return format(Locale.ROOT, "%-14s %-26s %,12d %6.1f %%", gate, reason, records, share);
    }
  }
}
