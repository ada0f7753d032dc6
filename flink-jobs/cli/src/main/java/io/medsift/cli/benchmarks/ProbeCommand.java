package io.medsift.cli.benchmarks;

import static java.lang.String.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.cli.argument.InputFiles;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.decontamination.DecontaminationRule;
import io.medsift.decontamination.index.BenchmarkException;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.probe.Disturbance;
import io.medsift.decontamination.probe.Probe;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.recipe.Recipe;
import io.medsift.review.text.Plural;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import io.medsift.rows.RowReader;
import io.medsift.storage.AtomicFile;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
          + " replaced, halves, other forms of the choices), and prints the share that is found."
          + " Names the items that are not found even as published."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProbeCommand implements Callable<Integer> {
  private static final int NAME_WIDTH = 16;
  private static final int MAX_IDS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

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
      names = "--out",
      paramLabel = "FILE",
      description = "Also writes the figures as JSON; with every id that is not found.")
  private Path out;

  @Override
  public Integer call() {
    Usage.atLeast(spec, "--items", items, 1);
    Recipe read = recipe.load();
    if (!read.runs(Gate.DECONTAMINATE)) {
      throw Usage.wrong(spec, "the recipe " + read.stamp().name() + " does not decontaminate");
    }
    if (out != null) {
      new PathArgument(spec, "--out", out).requireOutputFile();
    }
    ArtifactSource source;
    try {
      source = BenchmarkArtifact.from(benchmarks);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try {
      List<RowFile> files = clean.isEmpty() ? List.of() : InputFiles.find(clean, spec);
      try (TemporaryDirectory work = TemporaryDirectory.create("medsift-probe-")) {
        return probe(read, BenchmarkIndex.load(source.prepare(work.path())), files);
      }
    } catch (BenchmarkException | IOException e) {
      throw new CommandFailedException(
          "the evaluation sets could not be probed: " + e.getMessage(),
          "Fix the file that is named, and start again.",
          e);
    }
  }

  private int probe(Recipe read, BenchmarkIndex index, List<RowFile> files) throws IOException {
    List<DecontaminationRule> rules =
        read.decontaminate().stream()
            .filter(step -> step.fields().contains(SampleField.PROMPT))
            .map(step -> DecontaminationPlan.settings(step).on(index))
            .toList();
    Predicate<String> check =
        prompt -> rules.stream().anyMatch(rule -> rule.check(prompt).isPresent());
    List<Probe> probes = Probe.of(index, check, items, seed);
    CleanShare flagged = cleanShare(files, check);
    print(read, probes, flagged);
    if (out != null) {
      AtomicFile.write(
          out,
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(statement(read, index, probes, flagged)));
      spec.commandLine().getOut().println("Written to " + out + ".");
    }
    return ExitCode.DONE;
  }

  private record CleanShare(long prompts, long flagged) {}

  private static CleanShare cleanShare(List<RowFile> files, Predicate<String> check)
      throws IOException {
    long prompts = 0;
    long flagged = 0;
    for (RowFile file : files) {
      try (RowReader reader = file.open(RowLimits.DEFAULT)) {
        for (ReadRow row = reader.next(); row != null; row = reader.next()) {
          if (row instanceof ReadRow.MalformedRow malformed) {
            throw new IOException(
                format(
                    Locale.ROOT,
                    "row %,d of %s: %s",
                    row.number() + 1,
                    row.file(),
                    malformed.problem()));
          } else if (row instanceof ReadRow.FileRow whole) {
            JsonNode prompt = whole.columns().path("prompt");
            if (!prompt.isTextual()) {
              throw new IOException(
                  format(
                      Locale.ROOT,
                      "row %,d of %s has no text 'prompt'",
                      row.number() + 1,
                      row.file()));
            }
            prompts++;
            flagged += check.test(prompt.asText()) ? 1 : 0;
          }
        }
      }
    }
    return new CleanShare(prompts, flagged);
  }

  private void print(Recipe read, List<Probe> probes, CleanShare flagged) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.printf("%-28s", "% found");
    probes.forEach(probe -> screen.printf(" %" + NAME_WIDTH + "s", name(probe)));
    screen.println();
    for (Disturbance kind : Disturbance.values()) {
      screen.printf("%-28s", words(kind));
      for (Probe probe : probes) {
        Probe.Share share = probe.found().get(kind);
        screen.printf(
            " %" + NAME_WIDTH + "s",
            share.planted() == 0 ? "-" : format(Locale.ROOT, "%.1f", 100 * share.value()));
      }
      screen.println();
    }
    for (Probe probe : probes) {
      if (!probe.unseen().isEmpty()) {
        List<String> some = probe.unseen().subList(0, Math.min(MAX_IDS, probe.unseen().size()));
        screen.printf(
            Locale.ROOT,
            "%s: %s of %,d not found even as published: %s%s%n",
            probe.set(),
            Plural.of(probe.unseen().size(), "item"),
            probe.items(),
            String.join(", ", some),
            some.size() < probe.unseen().size() ? ", …" : "");
      }
    }
    if (!clean.isEmpty()) {
      screen.printf(
          Locale.ROOT,
          "%,d of %,d clean prompts are flagged (%.2f %%).%n",
          flagged.flagged(),
          flagged.prompts(),
          flagged.prompts() == 0 ? 0.0 : 100.0 * flagged.flagged() / flagged.prompts());
    }
    screen.printf(
        Locale.ROOT,
        "Recipe %s, up to %s of each set, seed %d.%n",
        read.stamp().name(),
        Plural.of(items, "item"),
        seed);
    screen.flush();
  }

  private static String name(Probe probe) {
    return probe.set().length() <= NAME_WIDTH
        ? probe.set()
        : probe.set().substring(0, NAME_WIDTH - 1) + "…";
  }

  private static String words(Disturbance kind) {
    return kind == Disturbance.NONE ? "as published" : wireName(kind).replace('_', ' ');
  }

  private static String wireName(Disturbance kind) {
    return kind == Disturbance.NONE ? "as_published" : kind.name().toLowerCase(Locale.ROOT);
  }

  private ObjectNode statement(
      Recipe read, BenchmarkIndex index, List<Probe> probes, CleanShare flagged) {
    ObjectNode statement = JSON.createObjectNode();
    statement.put("recipe", read.stamp().name());
    statement.put("recipe_hash", read.stamp().hash());
    statement.put("index", index.fingerprint());
    statement.put("items_of_each_set", items);
    statement.put("seed", seed);
    ArrayNode rules = statement.putArray("rules");
    for (DecontaminationStep step : read.decontaminate()) {
      rules.add(JSON.valueToTree(step));
    }
    ArrayNode sets = statement.putArray("sets");
    for (Probe probe : probes) {
      ObjectNode set = sets.addObject();
      set.put("name", probe.set());
      set.put("items", probe.items());
      set.set("not_found", JSON.valueToTree(probe.unseen()));
      ObjectNode found = set.putObject("found");
      probe
          .found()
          .forEach(
              (kind, share) ->
                  found
                      .putObject(wireName(kind))
                      .put("found", share.found())
                      .put("planted", share.planted()));
    }
    if (!clean.isEmpty()) {
      statement
          .putObject("clean")
          .put("prompts", flagged.prompts())
          .put("flagged", flagged.flagged());
    }
    return statement;
  }
}
