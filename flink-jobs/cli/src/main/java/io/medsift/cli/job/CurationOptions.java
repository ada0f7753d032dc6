package io.medsift.cli.job;

import io.medsift.cli.argument.ParallelismOption;
import io.medsift.cli.argument.Usage;
import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.cli.artifact.CentroidOption;
import io.medsift.cli.artifact.RecipeOption;
import io.medsift.curation.CurationJob;
import io.medsift.recipe.Recipe;
import io.medsift.verdict.Gate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that runs the curation job. */
public final class CurationOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private RecipeOption recipe;

  @Option(
      names = "--benchmarks",
      paramLabel = "PATH|NAME=PATH|DIR",
      arity = "1..*",
      description = {
        "Evaluation sets to keep out of the training data: files or patterns, each file is a set"
            + " with the name of the file; NAME=PATH for one set; or one directory that"
            + " 'benchmarks build' wrote."
      })
  private List<String> benchmarks = new ArrayList<>();

  @Mixin private CentroidOption centroids;

  @Mixin private ParallelismOption parallelism;

  /** Returns the recipe that is named. */
  public Recipe recipe() {
    return recipe.load();
  }

  /** The evaluation index; the recipe must be told one if it decontaminates. */
  public ArtifactSource benchmarks(Recipe of) {
    if (!of.runs(Gate.DECONTAMINATE)) {
      return ArtifactSource.NONE;
    }
    if (benchmarks.isEmpty()) {
      throw wrong(
          "the recipe "
              + of.stamp().name()
              + " decontaminates: name the evaluation sets with --benchmarks");
    }
    try {
      return BenchmarkArtifact.from(benchmarks, of);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--benchmarks " + e.getMessage(), e);
    }
  }

  /** Returns them, or the small sets that come with the product where none is named. */
  public ArtifactSource benchmarksOrShipped(Recipe of) {
    return namesBenchmarks() || !of.runs(Gate.DECONTAMINATE)
        ? benchmarks(of)
        : BenchmarkArtifact.shipped(of);
  }

  /** Returns whether evaluation sets are named. */
  public boolean namesBenchmarks() {
    return !benchmarks.isEmpty();
  }

  /** Returns the centroids that are named, else those of the recipe. */
  public ArtifactSource centroids(Recipe of) {
    return centroids.of(of);
  }

  /** Says what the centroids that come with the product were made for, where they are used. */
  public void noteShippedCentroids(Recipe of) {
    if (centroids.isShipped(of)) {
      command
          .commandLine()
          .getErr()
          .println(
              "No --centroids: the domain gate uses the 2,000 that come with Medsift, trained on"
                  + " English prompts (deploy/centroids/README.md). For other prompts, train your"
                  + " own with 'medsift centroids'.");
    }
  }

  /** Returns the parallelism of the job. */
  public int parallelism() {
    return parallelism.within(CurationJob.MAX_PARALLELISM);
  }

  /** Returns an exception that ends the command with exit code 2. */
  public ParameterException wrong(String message) {
    return Usage.wrong(command, message);
  }
}
