package io.medsift.cli.artifact;

import io.medsift.cli.argument.PathArgument;
import io.medsift.cli.argument.Usage;
import io.medsift.recipe.Recipe;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --centroids} of commands that decide as a recipe says. */
public final class CentroidOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--centroids",
      paramLabel = "DIR",
      description = "Centroids of the domain gate. Default: those of the recipe.")
  private Path centroids;

  /** The directory as it is named; null where none is. */
  public Path path() {
    return centroids;
  }

  /**
   * Returns the centroids that are named, else those of the recipe.
   *
   * @throws ParameterException if their directory does not exist
   */
  public ArtifactSource of(Recipe recipe) {
    if (centroids != null) {
      new PathArgument(command, "--centroids", centroids).requireDirectory();
    }
    try {
      return CentroidSource.from(centroids, recipe);
    } catch (IllegalArgumentException e) {
      throw Usage.wrong(command, e.getMessage());
    }
  }

  /** Returns whether the recipe's domain gate takes the centroids that come with the product. */
  public boolean isShipped(Recipe recipe) {
    return CentroidSource.isShipped(centroids, recipe);
  }
}
