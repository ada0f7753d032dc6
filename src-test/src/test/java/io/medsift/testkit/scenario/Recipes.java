package io.medsift.testkit.scenario;

import io.medsift.recipe.DeduplicationSettings;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeException;
import io.medsift.recipe.RecipeLoader;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Recipes that tests change. */
public final class Recipes {
  private static final Set<Gate> NEED_ARTIFACTS = EnumSet.of(Gate.DECONTAMINATE, Gate.DOMAIN);

  private Recipes() {}

  /** Deduplication as shipped, and no other gate, on the track public_medical. */
  public static Recipe deduplicateOnly() throws RecipeException {
    return deduplicateOnly(RecipeLoader.named("ii-medical-sft").deduplicate());
  }

  /** Deduplication, and no other gate, on the track public_medical. */
  public static Recipe deduplicateOnly(DeduplicationSettings settings) throws RecipeException {
    return recipe(settings, Map.of("public_medical", new Track(Set.of(Gate.DEDUPLICATE))));
  }

  /** All tracks, without the gates that need artifacts. */
  public static Recipe withoutArtifacts() throws RecipeException {
    Recipe shipped = RecipeLoader.named("recommended");
    Map<String, Track> tracks = new TreeMap<>();
    shipped
        .tracks()
        .forEach(
            (name, track) -> {
              Set<Gate> gates = EnumSet.noneOf(Gate.class);
              gates.addAll(track.gates());
              gates.removeAll(NEED_ARTIFACTS);
              tracks.put(name, new Track(gates));
            });
    return recipe(shipped.deduplicate(), tracks);
  }

  private static Recipe recipe(DeduplicationSettings settings, Map<String, Track> tracks)
      throws RecipeException {
    Recipe shipped = RecipeLoader.named("recommended");
    return Recipe.builder(shipped.stamp())
        .description(shipped.description())
        .limits(shipped.limits())
        .judge(shipped.judge())
        .deduplicate(settings)
        .tracks(tracks)
        .build();
  }
}
