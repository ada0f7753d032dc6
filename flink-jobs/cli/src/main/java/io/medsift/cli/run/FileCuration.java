package io.medsift.cli.run;

import static java.lang.String.format;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.output.OutputDirectory;
import io.medsift.cli.output.OutputTopic;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.progress.ProgressLine;
import io.medsift.curation.CurationJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/** A run over files as a person sees it: progress, table, report. */
public final class FileCuration {
  private FileCuration() {}

  /** Runs, writes the report, and prints the table to {@code out}. */
  public static void execute(RunRequest request, PrintWriter out) throws Exception {
    prepare(request.out());
    RunOutcome outcome =
        new CurationRun(
                request, ProgressDisplay.onStandardError(), Clock.systemUTC(), CurationJob::define)
            .execute();
    out.println(
        format(
            Locale.ROOT,
            "%,d accepted, %,d rejected, %,d dead letters of %,d lines in %s.",
            outcome.conservation().rows(OutputTopic.ACCEPTED),
            outcome.conservation().rows(OutputTopic.REJECTED),
            outcome.conservation().rows(OutputTopic.DEAD_LETTERS),
            outcome.loaded().lines(),
            ProgressLine.duration(outcome.seconds())));
    out.flush();
  }

  private static void prepare(Path directory) {
    try {
      OutputDirectory.prepare(directory);
    } catch (IOException e) {
      throw new CommandFailedException(
          format("the output directory %s cannot be written: %s", directory, e.getMessage()),
          "Name a directory that you may write, with --out.",
          e);
    }
    // Read by the logging configuration, which starts with the first logger.
    System.setProperty("medsift.log", OutputDirectory.log(directory).toString());
  }
}
