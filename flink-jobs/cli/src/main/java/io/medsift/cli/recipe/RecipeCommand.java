package io.medsift.cli.recipe;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code medsift recipe}: look at recipes before a run uses them. */
@Command(
    name = "recipe",
    description = "Shows recipes with every default, and checks recipe files.",
    mixinStandardHelpOptions = true,
    subcommands = {RecipeShowCommand.class, RecipeCheckCommand.class})
public final class RecipeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: recipe show or recipe check");
  }
}
