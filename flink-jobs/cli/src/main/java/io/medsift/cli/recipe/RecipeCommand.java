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

/** {@code medsift recipe}: look at recipes before a run uses them. */
@Command(
    name = "recipe",
    description = "Shows recipes with every default, and checks recipe files.",
    mixinStandardHelpOptions = true,
    subcommands = {RecipeCommand.Show.class, RecipeCommand.Check.class})
public final class RecipeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: recipe show or recipe check");
  }

  /** {@code medsift recipe show}: all that a recipe decides by. */
  @Command(
      name = "show",
      description = {
        "Prints a recipe as YAML: every default filled in, every setting explained, and the hash"
            + " that verdicts carry. The output is a recipe file with the same hash."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Show implements Callable<Integer> {
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

  /** {@code medsift recipe check}: whether a file is a recipe, before a run finds out. */
  @Command(
      name = "check",
      description = {
        "Checks a recipe. Exit code 0 if it is valid, 1 with a line for each problem if it is not,"
            + " 2 if there is no such recipe."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Check implements Callable<Integer> {
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
                  "%s is valid: recipe %s, hash %s, tracks %s.",
                  name,
                  recipe.stamp().name(),
                  recipe.stamp().hash(),
                  String.join(", ", recipe.tracks().keySet())));
      return ExitCode.DONE;
    }
  }
}
