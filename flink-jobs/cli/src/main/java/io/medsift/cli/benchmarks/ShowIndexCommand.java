package io.medsift.cli.benchmarks;

import static java.lang.String.format;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import io.medsift.storage.NamedFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift benchmarks show}: what an index holds, and of which files. */
@Command(
    name = "show",
    description = {
      "Shows the evaluation sets of an index and the files that each was read from: those of the"
          + " Hub with the commit, all with their SHA-256. Also checks that the index is complete."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ShowIndexCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Directory that 'medsift benchmarks build' wrote.")
  private Path directory;

  @Override
  public Integer call() {
    try {
      print(BenchmarkIndex.load(directory), BenchmarkIndex.Summary.read(directory));
      return ExitCode.DONE;
    } catch (BenchmarkException e) {
      throw new CommandFailedException(
          e.getMessage(), "Name a directory that 'medsift benchmarks build' wrote.", e);
    }
  }

  private void print(BenchmarkIndex index, BenchmarkIndex.Summary summary) {
    PrintWriter screen = spec.commandLine().getOut();
    for (BenchmarkIndex.Summary.SetSize set : summary.sets()) {
      screen.println(SafeText.line(set.name()) + ": " + Plural.of(set.items(), "item"));
      if (set.sources().isEmpty()) {
        screen.println("  the files that it was read from are not known");
      }
      for (NamedFile file : set.sources()) {
        screen.println(format("  %s  SHA-256 %s", SafeText.line(file.name()), file.sha256()));
      }
    }
    screen.println(
        format(
            "%s with %s. Fingerprint: %s",
            Plural.of(summary.sets().size(), "evaluation set"),
            Plural.of(summary.items(), "item"),
            summary.fingerprint()));
    index
        .embedding()
        .ifPresent(
            embedding ->
                screen.println(
                    format("Vectors by %s: %s", embedding.model().id(), embedding.fingerprint())));
    screen.flush();
  }
}
