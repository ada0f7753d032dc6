package io.medsift.cli.run;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.input.RunInput;
import io.medsift.recipe.Recipe;
import java.nio.file.Path;

/**
 * A run over files.
 *
 * @param benchmarks the evaluation index
 * @param centroids the centroid artifact
 * @param probeItems items of each evaluation set that are changed to measure what the recipe finds;
 *     0 to measure nothing
 * @param out directory of the results, which exists
 */
public record RunRequest(
    Recipe recipe,
    RunInput input,
    ArtifactSource benchmarks,
    ArtifactSource centroids,
    int parallelism,
    int partitions,
    int probeItems,
    Path out) {
  public RunRequest {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(out, "out is null");
    requireNonNull(input, "input is null");
  }
}
