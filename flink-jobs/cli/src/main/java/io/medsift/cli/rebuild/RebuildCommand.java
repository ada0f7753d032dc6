package io.medsift.cli.rebuild;

import io.medsift.cli.argument.ParallelismOption;
import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.artifact.CentroidOption;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.cli.rebuild.RebuildRequest.EvaluationPath;
import io.medsift.cli.topic.BrokerOptions;
import io.medsift.curation.CurationJob;
import io.medsift.evaluation.EvaluationSuite;
import io.medsift.kafka.KafkaConnection;
import io.medsift.recipe.Recipe;
import io.medsift.storage.AtomicFile;
import io.medsift.verdict.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift rebuild}: a recipe, from the published datasets to a dataset folder. */
@Command(
    name = "rebuild",
    description = {
      "Runs a whole recipe: downloads the published datasets and evaluation sets, ingests,"
          + " generates and annotates what each track needs, curates, audits, measures the"
          + " decontamination, and exports.",
      "The same command resumes after a stop or a kill; no answer of a model is paid for twice."
          + " --plan shows each step as a command, the rows to read and the requests to models."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class RebuildCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      description = "Recipe that comes with Medsift, or a YAML file.")
  private String recipeName;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Directory of the rebuild: DIR/dataset is the dataset, the rest is needed to resume."
            + " Default: the name of the recipe."
      })
  private Path out;

  @Option(names = "--plan", description = "Prints what would be done, and exits.")
  private boolean plan;

  @Mixin private RebuildSourceOptions sources;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      defaultValue = "ii-medical",
      description = {
        "Published evaluation sets to keep out of the dataset. Default: ${DEFAULT-VALUE}."
      })
  private String suite;

  @Option(
      names = "--benchmarks",
      paramLabel = "NAME=PATH|DIR",
      description = {
        "Your own files for sets of the suite, or additional sets; or one directory that"
            + " 'benchmarks build' wrote, instead of the suite."
      })
  private List<String> benchmarks = new ArrayList<>();

  @Option(
      names = "--skip-missing",
      description = "Leaves out datasets and evaluation sets that cannot be read, and names them.")
  private boolean skipMissing;

  @Mixin private CentroidOption centroids;

  @Mixin private RebuildModelOptions models;

  @Mixin private ParallelismOption parallelism;

  @Mixin private BrokerOptions brokers;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = {
        "With --bootstrap-servers, where the curation job runs elsewhere: how long to wait for its"
            + " verdicts. Default: ${DEFAULT-VALUE}."
      })
  private int wait;

  @Override
  public Integer call() throws Exception {
    RebuildRequest request = request();
    if (plan) {
      sources.sayWhatIsLeftOut(request);
      sayThatItLooks();
      new RebuildPlan(request, new Published()).print(spec.commandLine().getOut());
      return ExitCode.DONE;
    }
    RebuildState state = RebuildState.read(request);
    models.requireEndpoints(request);
    KafkaConnection connection = brokers.named() ? brokers.connection() : null;
    if (state == null) {
      requireEmpty(request.out());
      sources.sayWhatIsLeftOut(request);
      sayThatItLooks();
      RebuildPlan look = new RebuildPlan(request, new Published());
      state = RebuildState.begin(look.available(), look.leftOut());
    }
    state.leftOut().forEach(spec.commandLine().getErr()::println);
    new RebuildRun(
            state.of(request),
            state,
            wait,
            spec.commandLine().getOut(),
            spec.commandLine().getErr())
        .execute(connection);
    return ExitCode.DONE;
  }

  private RebuildRequest request() {
    Recipe recipe = RecipeOption.load(recipeName, spec);
    Path directory = out == null ? Path.of(recipe.stamp().name()) : out;
    new PathArgument(spec, "--out", directory).requireOutputDirectory();
    Path index = index();
    return new RebuildRequest(
        recipe,
        recipeName,
        directory,
        sources.of(recipe),
        index == null && recipe.runs(Gate.DECONTAMINATE) ? evaluation() : List.of(),
        index,
        sources.seeds(),
        centroids.of(recipe),
        sources.rowArguments(),
        models.arguments(),
        brokerArguments(),
        parallelism.within(CurationJob.MAX_PARALLELISM),
        skipMissing,
        choices());
  }

  private Map<String, String> choices() {
    Map<String, String> choices = sources.choices();
    choices.put("--suite", suite);
    if (!benchmarks.isEmpty()) {
      choices.put("--benchmarks", RebuildSourceOptions.lasting(benchmarks));
    }
    if (centroids.path() != null) {
      choices.put("--centroids", centroids.path().toString());
    }
    if (brokers.named()) {
      choices.put("--bootstrap-servers", String.join(" ", brokers.arguments()));
    }
    return choices;
  }

  private Path index() {
    return benchmarks.size() == 1 && Files.isDirectory(Path.of(benchmarks.get(0)))
        ? Path.of(benchmarks.get(0))
        : null;
  }

  private List<EvaluationPath> evaluation() {
    Map<String, EvaluationPath> sets = new LinkedHashMap<>();
    try {
      for (EvaluationSuite.SuiteSet set : EvaluationSuite.named(suite).sets()) {
        sets.put(set.name(), new EvaluationPath(set.name(), set.published().paths().get(0)));
      }
    } catch (IllegalArgumentException e) {
      throw wrong("--suite: " + e.getMessage());
    }
    for (String argument : benchmarks) {
      Map.Entry<String, String> named = sources.named("--benchmarks", argument);
      sources.requireThere("--benchmarks", named.getValue());
      sets.put(named.getKey(), new EvaluationPath(named.getKey(), named.getValue()));
    }
    return List.copyOf(sets.values());
  }

  private List<String> brokerArguments() {
    return brokers.named() ? brokers.arguments() : List.of();
  }

  private void requireEmpty(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        // The first write of a rebuild may have been interrupted.
        Path unfinished = AtomicFile.partial(directory.resolve(RebuildState.FILE));
        if (entries.anyMatch(entry -> !entry.equals(unfinished))) {
          throw wrong(directory + " is not empty and contains no rebuild; name another --out");
        }
      }
    }
  }

  private void sayThatItLooks() {
    spec.commandLine().getErr().println("Looking up the datasets where they are published.");
    spec.commandLine().getErr().flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
