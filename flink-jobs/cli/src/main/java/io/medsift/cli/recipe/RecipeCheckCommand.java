package io.medsift.cli.recipe;

import static java.lang.String.format;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code medsift recipe check}: whether a file is a recipe, before a run finds out. */
@Command(
    name = "check",
    description = {
      "Checks a recipe: 0 if it can be used, 1 with a line for each problem if it cannot, 2 if"
          + " there is none."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RecipeCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      description = "A YAML file, or a recipe that comes with Medsift.")
  private String name;

  @Override
  public Integer call() {
    Path file = Path.of(name);
    if (!RecipeLoader.names().contains(name) && !Files.isRegularFile(file)) {
      String problem = Files.exists(file) ? " is not a file" : " does not exist";
      throw new ParameterException(
          spec.commandLine(),
          format(
              "the recipe %s%s; those that come with Medsift are %s",
              name, problem, String.join(", ", RecipeLoader.names())));
    }
    Recipe recipe;
    try {
      recipe = RecipeLoader.load(name);
    } catch (RecipeException e) {
      throw new CommandFailedException(
          e.getMessage(), "Fix the lines that are named, and check again.", e);
    }
    spec.commandLine()
        .getOut()
        .println(
            format(
                "%s is a recipe: %s, hash %s, tracks %s.",
                name,
                recipe.stamp().name(),
                recipe.stamp().hash(),
                String.join(", ", recipe.tracks().keySet())));
    return ExitCode.DONE;
  }
}
