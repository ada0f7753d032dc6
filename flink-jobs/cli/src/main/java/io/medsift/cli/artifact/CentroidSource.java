package io.medsift.cli.artifact;

import io.medsift.recipe.Recipe;
import io.medsift.verdict.Gate;
import java.nio.file.Files;
import java.nio.file.Path;

/** The centroids that the domain gate reads. */
public final class CentroidSource {
  private static final String SHIPPED = "centroids";
  private static final String DEMO = "demo/centroids";

  private CentroidSource() {}

  /**
   * The centroids of a run: those of the command line, else those of the recipe, else those that
   * come with the product.
   *
   * @param argument of the command line, null if it has none
   * @throws IllegalArgumentException if the directory does not exist; the message is for people
   */
  public static ArtifactSource from(Path argument, Recipe recipe) {
    if (!recipe.runs(Gate.DOMAIN)) {
      return ArtifactSource.NONE;
    }
    Path named = argument;
    if (named == null && recipe.domain().centroids() != null) {
      named = Path.of(recipe.domain().centroids());
    }
    if (named == null) {
      return shipped(SHIPPED);
    }
    if (!Files.isDirectory(named)) {
      throw new IllegalArgumentException(
          "the centroids " + named + " are not a directory; build one, or leave out --centroids");
    }
    Path directory = named;
    return work -> directory;
  }

  /** The 64 centroids of the demo. */
  public static ArtifactSource demo() {
    return shipped(DEMO);
  }

  private static ArtifactSource shipped(String folder) {
    return work ->
        Shipped.exists(folder) ? Shipped.extract(folder, work.resolve("centroids")) : null;
  }

  /** Returns whether a run takes the centroids that come with the product. */
  public static boolean isShipped(Path argument, Recipe recipe) {
    return recipe.runs(Gate.DOMAIN) && argument == null && recipe.domain().centroids() == null;
  }
}
