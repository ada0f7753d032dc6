package io.medsift.cli.artifact;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.argument.PathArgument;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --centroids} of commands that show verdicts. */
public final class ShownCentroids {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--centroids",
      paramLabel = "DIR",
      description = "The job's centroids, to show the prompts of a sample's cluster.")
  private Path centroids;

  /**
   * Returns the centroids; null if none are named.
   *
   * @throws ParameterException if they cannot be used
   */
  public CentroidArtifact load() {
    try {
      return centroids == null
          ? null
          : CentroidArtifact.load(
              new PathArgument(command, "--centroids", centroids).requireDirectory());
    } catch (IOException e) {
      throw new ParameterException(command.commandLine(), "--centroids: " + e.getMessage(), e);
    }
  }
}
