package io.medsift.cli.live;

import static java.util.Objects.requireNonNull;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.recipe.Recipe;
import java.nio.file.Path;

/**
 * A job that is to run until it is stopped.
 *
 * @param port of the broker, 0 for a free one
 * @param webPort of the dashboard, 0 for a free one
 * @param data directory that keeps topics and checkpoints, null for a temporary one
 */
public record LiveRequest(
    Recipe recipe,
    ArtifactSource benchmarks,
    ArtifactSource centroids,
    int parallelism,
    int port,
    int webPort,
    Path data) {
  public LiveRequest {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(benchmarks, "benchmarks is null");
    requireNonNull(centroids, "centroids is null");
  }
}
