package io.medsift.cli.artifact;

import io.medsift.embedding.EncoderSource;
import io.medsift.recipe.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the encoder of prompts. */
public final class EncoderOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      description = {
        "Recipe whose domain gate names an encoder. Default: the encoder that comes with Medsift."
      })
  private String recipe;

  /** Returns whether a recipe is named. */
  public boolean named() {
    return recipe != null;
  }

  /**
   * The encoder that the recipe names, else the one that comes with the product.
   *
   * @throws ParameterException if there is no such recipe
   */
  public EncoderSource source() {
    if (recipe == null) {
      return EncoderSource.shipped();
    }
    Recipe.DomainSettings domain = RecipeOption.load(recipe, command).domain();
    return EncoderSource.of(domain == null ? null : domain.encoder());
  }
}
