package io.medsift.cli.artifact;

import io.medsift.cli.argument.Usage;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --recipe}. */
public final class RecipeOption {
  /** The default recipe of a command. */
  public static final String DEFAULT = "recommended";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = DEFAULT,
      description = "Recipe that comes with Medsift, or a YAML file. Default: ${DEFAULT-VALUE}.")
  private String recipe;

  /**
   * Loads the recipe.
   *
   * @throws ParameterException if there is none of that name, or the file is no recipe
   */
  public Recipe load() {
    return load(recipe, command);
  }

  /**
   * Loads a recipe that an argument of a command names.
   *
   * @throws ParameterException if there is none of that name, or the file is no recipe
   */
  public static Recipe load(String nameOrFile, CommandSpec command) {
    try {
      return RecipeLoader.load(nameOrFile);
    } catch (RecipeException e) {
      throw Usage.wrong(command, e.getMessage());
    }
  }
}
