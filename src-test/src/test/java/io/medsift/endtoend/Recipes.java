package io.medsift.endtoend;

import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Recipes that tests change. */
public final class Recipes {
  private Recipes() {}

  /** Deduplication as shipped, and no other gate, on the track public_medical. */
  public static Recipe deduplicateOnly() throws RecipeException {
    Recipe shipped = RecipeLoader.named("ii-medical-sft");
    return new Recipe(
        shipped.stamp(),
        shipped.description(),
        shipped.limits(),
        List.of(),
        shipped.domain(),
        shipped.judge(),
        shipped.deduplicate(),
        Map.of("public_medical", new Track(Set.of(Gate.DEDUPLICATE))));
  }
}
