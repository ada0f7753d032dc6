package io.medsift.cli.recipe;

import io.medsift.cli.outcome.ExitCode;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift recipe show}: all that a recipe decides by. */
@Command(
    name = "show",
    description = {
      "Prints a recipe as YAML: every default filled in, every setting explained, and the hash that"
          + " verdicts bear. What it prints is a recipe file with the same hash."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RecipeShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "Recipe that comes with Medsift, or a YAML file.")
  private String recipe;

  @Override
  public Integer call() {
    try {
      spec.commandLine().getOut().print(RecipeLoader.document(recipe));
      spec.commandLine().getOut().flush();
      return ExitCode.DONE;
    } catch (RecipeException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
