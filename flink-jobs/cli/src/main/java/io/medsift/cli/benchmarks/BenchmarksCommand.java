package io.medsift.cli.benchmarks;

import static java.lang.String.format;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.BenchmarkSet;
import io.medsift.cli.artifact.EncoderOption;
import io.medsift.cli.artifact.EvaluationItems.EmptySetException;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.decontamination.AnySharedNgramRule;
import io.medsift.decontamination.SetCheck;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.embedding.EncoderSource;
import io.medsift.evaluation.EvaluationReader;
import io.medsift.evaluation.EvaluationSuite;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemoteFile;
import io.medsift.remote.RemotePath;
import io.medsift.review.text.Plural;
import io.medsift.review.text.SafeText;
import io.medsift.rows.RowFile;
import io.medsift.storage.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift benchmarks}: work on evaluation sets. */
@Command(
    name = "benchmarks",
    description =
        "Builds, shows and probes the index of evaluation sets that decontamination reads.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchmarksCommand.Build.class, ShowIndexCommand.class, ProbeCommand.class})
public final class BenchmarksCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: benchmarks build, benchmarks show or benchmarks probe");
  }

  /** {@code medsift benchmarks build}: the evaluation index, once, for many runs. */
  @Command(
      name = "build",
      description = "Builds an evaluation index for --benchmarks DIR.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Build implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--set",
        paramLabel = "NAME=PATH",
        arity = "1..*",
        description =
            "Evaluation sets: files of JSONL, a JSON array or Parquet, also "
                + "compressed; directories, or patterns. All files of NAME=PATH are one "
                + "set; without NAME= each file is a set with its name. Remote paths ("
                + RemotePath.FORMS
                + ") are one set each; without NAME= it has the name of the dataset or file.")
    private List<String> sets = new ArrayList<>();

    @Option(
        names = "--suite",
        paramLabel = "NAME",
        description = {
          "Published evaluation sets: ii-medical, the sets on which the authors of II-Medical"
              + " evaluate. --set NAME=PATH replaces one of them with your own files, or adds a"
              + " set."
        })
    private String suite;

    @Option(
        names = "--skip-missing",
        description = "With --suite: leave out sets that cannot be read, and name them.")
    private boolean skipMissing;

    @Option(
        names = "--layout",
        paramLabel = "LAYOUT",
        completionCandidates = Layouts.class,
        description =
            "Layout of all rows: ${COMPLETION-CANDIDATES}. Default: detected from "
                + "the columns of each row.")
    private String layout;

    @Option(
        names = "--semantic",
        description = {
          "Also embed all items, for the rule semantic: about 40 items a second on one core."
        })
    private boolean semantic;

    @Mixin private EncoderOption encoder;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        required = true,
        description = "Directory of the index; new or empty.")
    private Path out;

    @Override
    public Integer call() {
      List<BenchmarkSet> named;
      EvaluationReader rows;
      if (sets.isEmpty() && suite == null) {
        throw new ParameterException(
            spec.commandLine(), "name evaluation sets, with --set or --suite");
      }
      if (skipMissing && suite == null) {
        throw new ParameterException(spec.commandLine(), "--skip-missing requires --suite");
      }
      if (encoder.named() && !semantic) {
        throw new ParameterException(spec.commandLine(), "--recipe requires --semantic");
      }
      EncoderSource source = encoder.source();
      try {
        named = withSuite(BenchmarkArtifact.sets(sets));
        rows = layout == null ? EvaluationReader.byColumns() : EvaluationReader.named(layout);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
      new PathArgument(spec, "--out", out).requireOutputDirectory();
      try {
        for (BenchmarkSet set : named) {
          InputFiles.requireContent(set.files(), "--set", spec);
        }
        Resources build = new Resources(this::stopped);
        try (build) {
          build.add(DirectoryLock.beside(out));
          if (Files.exists(out) && !isEmptyDirectory()) {
            throw new ParameterException(
                spec.commandLine(), out + " is not an empty directory; name another --out");
          }
          List<String> remarks = new ArrayList<>();
          print(
              semantic
                  ? BenchmarkArtifact.buildWithVectors(named, rows, out, source, remarks::add)
                  : BenchmarkArtifact.build(named, rows, out, remarks::add));
          remarks.forEach(remark -> spec.commandLine().getOut().println(SafeText.line(remark)));
          printOrigins(named);
        }
        return ExitCode.DONE;
      } catch (EmptySetException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      } catch (RemoteException e) {
        throw InputFiles.failure(e, "--set", spec);
      } catch (IOException e) {
        throw new CommandFailedException(
            format("the evaluation index could not be built: %s", e.getMessage()),
            "Fix the file that is named, and build again.",
            e);
      }
    }

    private String stopped() {
      try {
        BenchmarkIndex.deleteUnfinished(out);
      } catch (IOException e) {
        // Nobody takes it for an index.
      }
      return "no index was written to "
          + out
          + ". Run the same command to start over; files that were downloaded are kept.";
    }

    /** Adds the sets of the suite that are not given with {@code --set}. */
    private List<BenchmarkSet> withSuite(List<BenchmarkSet> own) {
      if (suite == null) {
        return own;
      }
      SuiteFiles files = SuiteFiles.find(EvaluationSuite.named(suite), own);
      if (files.unanswered() || (!files.missing().isEmpty() && !skipMissing)) {
        throw new CommandFailedException(
            format(
                "%s of the suite %s cannot be read:%n%s",
                Plural.of(files.missing().size(), "evaluation set"),
                suite,
                String.join(System.lineSeparator(), files.missingLines())),
            files.unanswered()
                ? "Run the command again once the host answers: --skip-missing leaves out only sets"
                    + " that a host refuses or does not have. Or name your own files with --set"
                    + " NAME=PATH."
                : "Name your own files with --set NAME=PATH, or leave the sets out with"
                    + " --skip-missing.");
      }
      PrintWriter err = spec.commandLine().getErr();
      files.leftOutLines().forEach(err::println);
      err.flush();
      List<BenchmarkSet> all = new ArrayList<>(files.sets());
      all.addAll(own);
      if (all.isEmpty()) {
        throw new CommandFailedException(
            "no set of the suite " + suite + " can be read", "Name your own files with --set.");
      }
      return all;
    }

    /** The sizes of the sets, and of each what a rule or a person may trip over. */
    private void print(BenchmarkIndex index) {
      List<SetCheck> checks = SetCheck.of(index);
      int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
      String line = "%-" + Math.max(width, "evaluation set".length()) + "s %,9d %,9d %,9d";
      PrintWriter screen = spec.commandLine().getOut();
      screen.println(
          format(line.replace(",9d", "9s"), "evaluation set", "items", "repeated", "short"));
      for (SetCheck check : checks) {
        screen.println(
            format(
                Locale.ROOT,
                line,
                check.name(),
                check.items(),
                check.repeated(),
                check.tooShort()));
      }
      if (checks.stream().anyMatch(check -> check.repeated() > 0)) {
        screen.println(
            "Repeated: an earlier item asks the same question. Hits name the earlier one.");
      }
      if (checks.stream().anyMatch(check -> check.tooShort() > 0)) {
        screen.println(
            format(
                Locale.ROOT,
                "Short: questions of fewer than %d words, which the rule any-shared-ngram does not"
                    + " find with its default n. The rules fuzzy, calibrated and aligned do.",
                AnySharedNgramRule.Settings.DEFAULT.words()));
      }
      screen.println(
          format(
              Locale.ROOT,
              "Built the index of %s with %s in %s. Fingerprint: %s",
              Plural.of(checks.size(), "evaluation set"),
              Plural.of(index.items().size(), "item"),
              out,
              index.fingerprint()));
      index
          .embedding()
          .ifPresent(
              embedding ->
                  screen.println(
                      format(
                          "For the rule semantic, it has the vectors of all items by %s: %s",
                          embedding.model().id(), embedding.fingerprint())));
      screen.flush();
    }

    private void printOrigins(List<BenchmarkSet> named) {
      PrintWriter screen = spec.commandLine().getOut();
      for (BenchmarkSet set : named) {
        set.files().stream()
            .map(RowFile::remote)
            .filter(Objects::nonNull)
            .map(RemoteFile::name)
            .distinct()
            .forEach(name -> screen.println(set.name() + " was read from " + name));
      }
      screen.flush();
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
        return EvaluationReader.layouts().iterator();
      }
    }
  }
}
