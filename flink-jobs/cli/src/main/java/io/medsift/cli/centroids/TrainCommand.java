package io.medsift.cli.centroids;

import io.medsift.centroids.training.TrainingSettings;
import io.medsift.cli.outcome.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift centroids train}: vectors to centroids. */
@Command(
    name = "train",
    description = {
      "Trains centroids on a store of embeddings, by spherical k-means. If it is killed, the same"
          + " command",
      "resumes after its last iteration, with the same result."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--embeddings",
      paramLabel = "DIR",
      required = true,
      description = "Store that 'centroids embed' wrote.")
  private Path embeddings;

  @Option(names = "--k", paramLabel = "K", required = true, description = "Number of centroids.")
  private int clusters;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the random number generator. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "" + TrainingSettings.DEFAULT_ITERATIONS,
      description =
          "Maximum number of iterations; fewer if no prompt changes its cluster. Default:"
              + " ${DEFAULT-VALUE}.")
  private int iterations;

  @Option(
      names = "--sample-per-centroid",
      paramLabel = "MAX",
      defaultValue = "" + TrainingSettings.DEFAULT_POINTS_PER_CENTROID,
      description =
          "Maximum number of prompts per centroid to train on. Default: ${DEFAULT-VALUE}.")
  private int perCentroid;

  @Option(
      names = "--exact-iterations",
      paramLabel = "N",
      defaultValue = "" + TrainingSettings.DEFAULT_EXACT_ITERATIONS,
      description = {
        "Number of first iterations that compare each prompt with every centroid, and not only"
            + " with",
        "those near its own. With 1, prompts are nearer to their centroids, at little cost for up"
            + " to",
        "some thousand centroids. Default: ${DEFAULT-VALUE}."
      })
  private int exactIterations;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; the result is the same. Default: one for each processor.")
  private Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Directory of the centroids; must not exist.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    TrainingSettings settings;
    try {
      settings =
          TrainingSettings.of(positive("--k", clusters), seed)
              .withIterations(positive("--iterations", iterations))
              .withPointsPerCentroid(positive("--sample-per-centroid", perCentroid))
              .withExactIterations(notNegative("--exact-iterations", exactIterations));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (Files.exists(out)) {
      throw new ParameterException(
          spec.commandLine(), out + " already exists; delete it, or name another --out");
    }
    int workers =
        threads == null
            ? Runtime.getRuntime().availableProcessors()
            : positive("--threads", threads);
    new TrainingRun(embeddings, settings, workers, out, spec.commandLine().getOut()).execute();
    return ExitCode.DONE;
  }

  private int notNegative(String option, int value) {
    if (value < 0) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least 0, got " + value);
    }
    return value;
  }

  private int positive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), option + " must be at least 1, got " + value);
    }
    return value;
  }
}
