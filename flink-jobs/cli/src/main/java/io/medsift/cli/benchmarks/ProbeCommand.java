package io.medsift.cli.benchmarks;

import static java.lang.String.format;

import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.MeasuredSet;
import io.medsift.export.contamination.StatementWords;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.recipe.Recipe;
import io.medsift.review.text.Plural;
import io.medsift.rows.RowFile;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift benchmarks probe}: measures what a recipe finds of changed items. */
@Command(
    name = "probe",
    description = {
      "Measures what the decontamination of a recipe finds of evaluation sets.",
      "Takes items of each set, changes them as leaks are changed (typing errors, words left out or"
          + " replaced, halves, other forms of the choices), and prints the share that is found,"
          + " for the prompt and for each other field that a rule compares. Names the items that"
          + " are not found even as published, and prints the share of questions that only look"
          + " like an item but are flagged."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProbeCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 16;
  private static final int MAX_IDS = 5;

  @Spec private CommandSpec spec;

  @Mixin private RecipeOption recipe;

  @Option(
      names = "--benchmarks",
      paramLabel = "PATH|NAME=PATH|DIR",
      arity = "1..*",
      required = true,
      description = "Files of evaluation sets, or one index of 'medsift benchmarks build'.")
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "200",
      description = "Items of each set to change. Default: ${DEFAULT-VALUE}.")
  private int items;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the choice and of the changes. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--clean",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Rows with a 'prompt' that repeat no item, to measure the share that is flagged all the"
              + " same.")
  private List<String> clean = new ArrayList<>();

  @Option(
      names = "--paraphrases",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Rows with the 'id' of an item and a 'paraphrase' of it, to measure the share that is"
              + " found.")
  private List<String> paraphrases = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Also writes the figures as JSON, with every id that is not found, for --probe of"
              + " 'medsift export'.")
  private Path out;

  @Override
  public Integer call() {
    Usage.atLeast(spec, "--items", items, 1);
    Recipe read = recipe.load();
    if (!read.runs(Gate.DECONTAMINATE)) {
      throw Usage.wrong(spec, "the recipe " + read.stamp().name() + " does not decontaminate");
    }
    if (!RecipeProbe.measures(read)) {
      throw Usage.wrong(
          spec,
          "no rule of the recipe "
              + read.stamp().name()
              + " can be measured: its rule semantic asks a model");
    }
    if (out != null) {
      new PathArgument(spec, "--out", out).requireOutputFile();
    }
    ArtifactSource source;
    try {
      source = BenchmarkArtifact.from(benchmarks, read);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try {
      List<RowFile> files = clean.isEmpty() ? List.of() : InputFiles.find(clean, spec);
      LeakMeasurement measured;
      try (TemporaryDirectory work = TemporaryDirectory.create("medsift-probe-")) {
        BenchmarkIndex index = BenchmarkIndex.load(source.prepare(work.path()));
        Paraphrases others =
            paraphrases.isEmpty()
                ? Paraphrases.NONE
                : Paraphrases.read(InputFiles.find(paraphrases, spec), index);
        try (RecipeProbe probe = new RecipeProbe(read, index)) {
          measured = probe.measure(items, seed, files, others);
        }
      }
      print(measured);
      if (out != null) {
        measured.write(out);
        spec.commandLine().getOut().println("Written to " + out + ".");
      }
      return ExitCode.DONE;
    } catch (BenchmarkException | IOException e) {
      throw new CommandFailedException(
          "the evaluation sets could not be probed: " + e.getMessage(),
          "Fix the file that is named or free disk space, and start again.",
          e);
    }
  }

  private void print(LeakMeasurement measured) {
    PrintWriter screen = spec.commandLine().getOut();
    int comparisons = measured.evaluationSets().get(0).fields().size();
    for (int i = 0; i < comparisons; i++) {
      int fields = i;
      print(
          measured.evaluationSets(),
          measured.evaluationSets().stream().map(set -> set.fields().get(fields)).toList());
    }
    if (measured.clean() != null) {
      Flagged flagged = measured.clean().prompts();
      screen.printf(
          Locale.ROOT,
          "%,d of %,d clean prompts are flagged (%.2f %%).%n",
          flagged.flagged(),
          flagged.texts(),
          flagged.texts() == 0 ? 0.0 : 100.0 * flagged.flagged() / flagged.texts());
    }
    screen.printf(
        Locale.ROOT,
        "Recipe %s, up to %s of each set, seed %d.%n",
        measured.recipe(),
        Plural.of(measured.itemsOfEachSet(), "item"),
        measured.seed());
    screen.flush();
  }

  private void print(List<MeasuredSet> sets, List<MeasuredFields> figures) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf(
        "In %s, by %s:%n",
        figures.get(0).fields().stream().map(SampleField::plural).collect(Collectors.joining(", ")),
        String.join(", ", figures.get(0).rules()));
    screen.printf("%-28s", "% found");
    sets.forEach(set -> screen.printf(" %" + NAME_WIDTH + "s", name(set)));
    screen.println();
    screen.printf("%-28s", "as published (all items)");
    for (int i = 0; i < sets.size(); i++) {
      int items = sets.get(i).items();
      cell(items - figures.get(i).notFound().items(), items);
    }
    screen.println();
    for (String kind : figures.get(0).changed().keySet()) {
      screen.printf("%-28s", StatementWords.kind(kind));
      figures.forEach(
          each -> cell(each.changed().get(kind).found(), each.changed().get(kind).planted()));
      screen.println();
    }
    screen.printf("%-28s%n", "% flagged, not leaks");
    for (String kind : figures.get(0).lookAlikes().keySet()) {
      screen.printf("%-28s", "look-alikes: " + StatementWords.kind(kind));
      figures.forEach(
          each -> cell(each.lookAlikes().get(kind).flagged(), each.lookAlikes().get(kind).texts()));
      screen.println();
    }
    for (int i = 0; i < sets.size(); i++) {
      List<String> ids = figures.get(i).notFound().ids();
      if (!ids.isEmpty()) {
        screen.printf(
            Locale.ROOT,
            "%s: %s of %,d not found even as published, %,d of them with fewer than 8 words:"
                + " %s%s%n",
            sets.get(i).name(),
            Plural.of(ids.size(), "item"),
            sets.get(i).items(),
            figures.get(i).notFound().tooShort(),
            String.join(", ", ids.subList(0, Math.min(MAX_IDS, ids.size()))),
            ids.size() > MAX_IDS ? ", …" : "");
      }
    }
    screen.println();
  }

  private void cell(long part, long whole) {
    spec.commandLine()
        .getOut()
        .printf(
            " %" + NAME_WIDTH + "s",
            whole == 0 ? "-" : format(Locale.ROOT, "%.1f", 100.0 * part / whole));
  }

  private static String name(MeasuredSet set) {
    return set.name().length() <= NAME_WIDTH
        ? set.name()
        : set.name().substring(0, NAME_WIDTH - 1) + "…";
  }
}
