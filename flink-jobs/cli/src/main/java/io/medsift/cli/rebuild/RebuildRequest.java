package io.medsift.cli.rebuild;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.benchmarks.RecipeProbe;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sources.SourceCard.SourceTopic;
import io.medsift.verdict.Gate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Request for a rebuild.
 *
 * @param recipeName as it was given: a name or a file
 * @param out directory of the rebuild
 * @param sources that feed the recipe, in the order of the catalogue
 * @param evaluation the sets from which the evaluation index is built
 * @param index of evaluation sets that was built before; null to build one
 * @param seeds source and path of prompts to evolve; null for none
 * @param rowArguments which rows of each source are taken
 * @param modelArguments of the commands that ask models
 * @param brokerArguments of brokers elsewhere, empty to start one
 * @param skipMissing whether datasets that are not available are left out
 * @param choices options that decide which dataset is made, each with its value as it is shown; a
 *     rebuild continues only with the same ones
 */
record RebuildRequest(
    Recipe recipe,
    String recipeName,
    Path out,
    List<RebuildSource> sources,
    List<EvaluationPath> evaluation,
    Path index,
    SeedPath seeds,
    ArtifactSource centroids,
    List<String> rowArguments,
    List<String> modelArguments,
    List<String> brokerArguments,
    int parallelism,
    boolean skipMissing,
    Map<String, String> choices) {

  /** Steps that ask models, each with a directory of that name. */
  static final List<String> MODEL_STEPS = List.of("evolve", "generate", "annotate");

  private static final String PARTITIONS = "4";
  // As many of each set as a run measures.
  private static final String PROBED_ITEMS = "100";

  RebuildRequest {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(out, "out is null");
    sources = List.copyOf(sources);
    evaluation = List.copyOf(evaluation);
    rowArguments = List.copyOf(rowArguments);
    modelArguments = List.copyOf(modelArguments);
    brokerArguments = List.copyOf(brokerArguments);
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  /** An evaluation set. */
  record EvaluationPath(String name, String path) {
    /** As {@code benchmarks build --set} takes it. */
    String argument() {
      return name + "=" + path;
    }

    EvaluationPath at(Map<String, String> pinned) {
      return pinned.containsKey(name)
          ? new EvaluationPath(name, pinnedPath(path, pinned.get(name)))
          : this;
    }
  }

  /** Prompts to evolve. */
  record SeedPath(String source, String path) {
    SeedPath at(String pinned) {
      return new SeedPath(source, pinnedPath(path, pinned));
    }
  }

  /** The path as it was pinned; an address that lasts, with the signature that it has now. */
  static String pinnedPath(String now, String pinned) {
    return ShownPath.lasting(now).equals(pinned) ? now : pinned;
  }

  /** Returns whether the broker and the curation job are those of the rebuild. */
  boolean embedded() {
    return brokerArguments.isEmpty();
  }

  Path curation() {
    return out.resolve("curation");
  }

  Path benchmarks() {
    return index == null ? out.resolve("benchmarks") : index;
  }

  Path dataset() {
    return out.resolve("dataset");
  }

  /** Returns whether a model is to write responses. */
  boolean generates() {
    return seeds != null
        || sources.stream().anyMatch(each -> each.topic(recipe) == SourceTopic.PROMPTS);
  }

  /** Returns whether models are to score or compare responses. */
  boolean annotates() {
    return sources.stream().anyMatch(each -> annotates(each.track()))
        || (seeds != null && recipe.tracks().values().stream().anyMatch(this::annotates));
  }

  private boolean annotates(Track track) {
    return track.runs(Gate.JUDGE) || track.runs(Gate.VERIFY) || recipe.asksAboutLeaks(track);
  }

  /** Returns the step that builds the evaluation index; null where none is needed. */
  Step evaluationStep() {
    if (index != null || !recipe.runs(Gate.DECONTAMINATE)) {
      return null;
    }
    List<String> arguments = new ArrayList<>(List.of("benchmarks", "build"));
    evaluation.forEach(set -> arguments.addAll(List.of("--set", set.argument())));
    if (DecontaminationPlan.comparesEmbeddings(recipe)) {
      arguments.addAll(List.of("--semantic", "--recipe", recipeName));
    }
    arguments.addAll(List.of("--out", benchmarks().toString()));
    return new Step("benchmarks", arguments);
  }

  /**
   * The steps that fill the topics, in order.
   *
   * @param brokers the arguments that name the brokers
   */
  List<Step> topicSteps(List<String> brokers) {
    List<Step> steps = new ArrayList<>();
    for (RebuildSource source : sources) {
      steps.add(ingest("ingest " + source.name(), source.name(), source.paths(), brokers));
    }
    if (seeds != null) {
      Step step = ingest("seeds", seeds.source(), List.of(seeds.path()), brokers);
      List<String> arguments = new ArrayList<>(step.arguments());
      arguments.addAll(List.of("--topic", "seeds"));
      steps.add(new Step(step.id(), arguments));
      steps.add(model("evolve", List.of(), brokers));
    }
    if (generates()) {
      steps.add(model("generate", List.of(), brokers));
    }
    if (annotates()) {
      steps.add(
          model(
              "annotate",
              recipe.runs(Gate.DECONTAMINATE)
                  ? List.of("--benchmarks", benchmarks().toString())
                  : List.of(),
              brokers));
    }
    return steps;
  }

  private Step ingest(String id, String source, List<String> paths, List<String> brokers) {
    List<String> arguments = new ArrayList<>(List.of("ingest"));
    arguments.addAll(paths);
    arguments.addAll(List.of("--source", source, "--recipe", recipeName));
    arguments.addAll(rowArguments);
    Path unmapped = out.resolve("unmapped-" + id.replace("ingest ", "") + ".jsonl");
    arguments.addAll(List.of("--partitions", PARTITIONS, "--unmapped", unmapped.toString()));
    arguments.addAll(brokers);
    return new Step(id, arguments);
  }

  private Step model(String command, List<String> more, List<String> brokers) {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--recipe", recipeName, "--until-end"));
    arguments.addAll(List.of("--partitions", PARTITIONS));
    arguments.addAll(List.of("--data", out.resolve(command).toString()));
    arguments.addAll(more);
    arguments.addAll(modelArguments);
    arguments.addAll(brokers);
    return new Step(command, arguments);
  }

  /**
   * The step that checks that every sample has a verdict.
   *
   * @param wait seconds for the curation job
   */
  Step auditStep(int wait, List<String> brokers) {
    List<String> arguments = new ArrayList<>(List.of("audit", "--wait", Integer.toString(wait)));
    arguments.addAll(brokers);
    return new Step("audit", arguments);
  }

  /**
   * The step that measures what the recipe finds of changed items, for the statement in the dataset
   * folder; null where the recipe has no rule that can be measured.
   */
  Step probeStep() {
    if (!RecipeProbe.measures(recipe)) {
      return null;
    }
    List<String> arguments = new ArrayList<>(List.of("benchmarks", "probe"));
    arguments.addAll(List.of("--recipe", recipeName, "--benchmarks", benchmarks().toString()));
    arguments.addAll(List.of("--items", PROBED_ITEMS, "--out", probe().toString()));
    return new Step("probe", arguments);
  }

  /** What that step wrote. */
  Path probe() {
    return out.resolve("probe.json");
  }

  /** The step that writes the dataset folder. */
  Step exportStep(List<String> brokers) {
    List<String> arguments =
        new ArrayList<>(List.of("export", "--recipe", recipeName, "--out", dataset().toString()));
    arguments.addAll(List.of("--name", recipe.stamp().name()));
    if (recipe.runs(Gate.DECONTAMINATE)) {
      arguments.addAll(List.of("--benchmarks", benchmarks().toString()));
    }
    if (probeStep() != null) {
      arguments.addAll(List.of("--probe", probe().toString()));
    }
    arguments.addAll(brokers);
    return new Step("export", arguments);
  }

  /** The same request with files at the commits that they had when the rebuild began. */
  RebuildRequest at(
      Map<String, List<String>> pinnedSources, Map<String, String> pinnedSets, String pinnedSeeds) {
    return with(
        sources.stream().map(each -> each.at(pinnedSources)).toList(),
        evaluation.stream().map(each -> each.at(pinnedSets)).toList(),
        seeds == null || pinnedSeeds == null ? seeds : seeds.at(pinnedSeeds));
  }

  RebuildRequest with(List<RebuildSource> otherSources, List<EvaluationPath> otherSets) {
    return with(otherSources, otherSets, seeds);
  }

  private RebuildRequest with(
      List<RebuildSource> otherSources, List<EvaluationPath> otherSets, SeedPath otherSeeds) {
    return new RebuildRequest(
        recipe,
        recipeName,
        out,
        otherSources,
        otherSets,
        index,
        otherSeeds,
        centroids,
        rowArguments,
        modelArguments,
        brokerArguments,
        parallelism,
        skipMissing,
        choices);
  }
}
