package io.medsift.cli.artifact;

import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;

/** The recipe that a command is to use. */
public final class RecipeArgument {
  private RecipeArgument() {}

  /**
   * The recipe of that name or file.
   *
   * @throws IllegalArgumentException if there is none; the message is for people
   */
  public static Recipe load(String nameOrFile) {
    try {
      return RecipeLoader.load(nameOrFile);
    } catch (RecipeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
