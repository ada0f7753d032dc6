package io.medsift.cli.centroids;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift centroids}: work on the centroids of the domain gate. */
@Command(
    name = "centroids",
    description = "Trains, labels and shows the centroids of the domain gate.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EmbedCommand.class,
      TrainCommand.class,
      CentroidsLabelCommand.class,
      CentroidsInspectCommand.class
    })
public final class CentroidsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: centroids "
            + String.join(" or centroids ", spec.subcommands().keySet()));
  }
}
