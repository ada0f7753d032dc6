package io.medsift.cli.model;

import io.medsift.annotation.AnnotationJob;
import io.medsift.annotation.AnnotationSettings;
import io.medsift.annotation.AnnotationTopics;
import io.medsift.cli.CommandFailedException;
import io.medsift.cli.ExitCode;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Models;
import io.medsift.recipe.Recipe;
import io.medsift.topic.Reading;
import io.medsift.verdict.Gate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code medsift annotate}: what models say about samples, before they are curated. */
@Command(
    name = "annotate",
    description = {
      "Writes on each sample of a topic what curation needs from models, as 'annotate' and 'models'"
          + " of the recipe say: the judge's score, and whether free text means the same as the"
          + " reference. Runs until Ctrl-C or, with --until-end, the end of the topic.",
      "Every answer is in the ledger before it goes on: a restart pays for nothing again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AnnotateCommand implements Callable<Integer> {
  private static final String NAME = "annotate";

  @Spec private CommandSpec spec;

  @Mixin private ModelJobOptions options;

  @Option(
      names = "--unscored",
      paramLabel = "TOPIC",
      defaultValue = "unscored",
      description = "Topic of samples to annotate. Default: ${DEFAULT-VALUE}.")
  private String unscored;

  @Option(
      names = "--samples",
      paramLabel = "TOPIC",
      defaultValue = "samples",
      description = "Topic of annotated samples. Default: ${DEFAULT-VALUE}.")
  private String samples;

  @Option(
      names = "--benchmarks",
      paramLabel = "PATH|NAME=PATH|DIR",
      arity = "1..*",
      description = {
        "Evaluation sets of the curation job, so that nobody is asked about what it rejects as"
            + " contaminated."
      })
  private List<String> benchmarks = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Recipe recipe = options.recipe();
    Models models = models(recipe);
    ArtifactSource index = index(recipe);
    AnnotationTopics topics =
        new AnnotationTopics(
            options.connection(NAME), unscored, samples, options.deadLetters(), options.ledger());
    AnnotationLine line = new AnnotationLine(models);
    Path data = options.job(NAME).data();
    Reading reading = options.reading(NAME, topics.connection(), unscored);
    try {
      options.run(
          NAME,
          environment ->
              AnnotationJob.define(
                  environment,
                  new AnnotationSettings(
                      recipe, models, index.prepare(data), topics, reading, options.run(NAME))),
          line::of);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException(
          e.getMessage(), "Mend the section 'annotate' of the recipe.", e);
    }
    return ExitCode.DONE;
  }

  private Models models(Recipe recipe) {
    boolean judged = recipe.runs(Gate.JUDGE);
    boolean verified = recipe.runs(Gate.VERIFY);
    if (!judged && !verified) {
      throw options.wrong(
          "no track of the recipe "
              + recipe.stamp().name()
              + " runs the gate judge or verify, so there is nothing to annotate");
    }
    return new Models(
        null,
        judged ? options.model(recipe, ModelRole.JUDGE) : null,
        // Without it, rules alone verify.
        verified && recipe.models().equivalence() != null
            ? options.model(recipe, ModelRole.EQUIVALENCE)
            : null,
        null);
  }

  private ArtifactSource index(Recipe recipe) {
    if (benchmarks.isEmpty()) {
      if (recipe.runs(Gate.DECONTAMINATE) && recipe.annotate().freeChecks()) {
        spec.commandLine()
            .getErr()
            .println("No --benchmarks: contaminated samples are paid for like others.");
      }
      return ArtifactSource.NONE;
    }
    try {
      return BenchmarkArtifact.from(benchmarks);
    } catch (IllegalArgumentException e) {
      throw options.wrong(e.getMessage());
    }
  }
}
