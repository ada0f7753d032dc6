package io.medsift.cli;

import static java.lang.String.format;
import static java.util.stream.Collectors.joining;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.BenchmarkSet;
import io.medsift.cli.input.InputFiles;
import io.medsift.cli.progress.Plural;
import io.medsift.evaluation.EvaluationRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift benchmarks build}: the evaluation index, once, for many runs. */
@Command(
    name = "build",
    description = "Builds an evaluation index for --benchmarks DIR.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BenchmarksBuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--set",
      paramLabel = "NAME=PATH",
      arity = "1..*",
      required = true,
      description =
          "Evaluation sets: files of JSONL, a JSON array or Parquet, also packed; directories, or"
              + " patterns. All files of NAME=PATH are one set; without NAME= each is one, of the"
              + " file's name.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      completionCandidates = Layouts.class,
      description =
          "How all rows hold their question: ${COMPLETION-CANDIDATES}. By default each shows it by"
              + " its columns.")
  private String layout;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the index; new or empty.")
  private Path out;

  @Override
  public Integer call() {
    List<BenchmarkSet> named;
    EvaluationRows rows;
    try {
      named = BenchmarkArtifact.sets(sets);
      rows = layout == null ? EvaluationRows.byColumns() : EvaluationRows.named(layout);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    new PathArgument(spec, "--out", out).requireOutputDirectory();
    try {
      for (BenchmarkSet set : named) {
        InputFiles.requireContent(set.files(), "--set", spec);
      }
      if (Files.exists(out) && !isEmptyDirectory()) {
        throw new ParameterException(
            spec.commandLine(), out + " is not an empty directory; name another --out");
      }
      BenchmarkArtifact.build(named, rows, out);
    } catch (IOException e) {
      throw new CommandFailedException(
          format("the evaluation index could not be built: %s", e.getMessage()),
          "Fix the file that is named, and build again.",
          e);
    }
    spec.commandLine()
        .getOut()
        .println(
            format(
                "Built the index of %s in %s: %s.",
                Plural.of(named.size(), "evaluation set"),
                out,
                named.stream().map(BenchmarkSet::name).collect(joining(", "))));
    return ExitCode.DONE;
  }

  private boolean isEmptyDirectory() throws IOException {
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(out)) {
      return entries.findAny().isEmpty();
    }
  }

  private static final class Layouts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return EvaluationRows.layouts().iterator();
    }
  }
}
