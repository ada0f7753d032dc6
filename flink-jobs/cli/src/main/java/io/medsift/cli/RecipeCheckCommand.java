package io.medsift.cli;

import static java.lang.String.format;

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
      "Checks a recipe file: 0 if it can be used, 1 with a line for each problem if it cannot, 2 if"
          + " there is no such file."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RecipeCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The YAML file.")
  private Path file;

  @Override
  public Integer call() {
    if (!Files.isRegularFile(file)) {
      String problem = Files.exists(file) ? " is not a file" : " does not exist";
      throw new ParameterException(spec.commandLine(), "the recipe " + file + problem);
    }
    Recipe recipe;
    try {
      recipe = RecipeLoader.read(file);
    } catch (RecipeException e) {
      throw new CommandFailedException(
          e.getMessage(), "Mend the lines that are named, and check again.", e);
    }
    spec.commandLine()
        .getOut()
        .println(
            format(
                "%s is a recipe: %s, hash %s, tracks %s.",
                file,
                recipe.stamp().name(),
                recipe.stamp().hash(),
                String.join(", ", recipe.tracks().keySet())));
    return ExitCode.DONE;
  }
}
