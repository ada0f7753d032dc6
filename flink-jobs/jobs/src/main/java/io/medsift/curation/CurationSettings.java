package io.medsift.curation;

import static java.util.Objects.requireNonNull;

import io.medsift.recipe.Recipe;
import java.nio.file.Path;

/**
 * One run of the curation job.
 *
 * @param benchmarks directory of the evaluation index, null where the recipe does not decontaminate
 * @param centroids directory of the centroid artifact, null where the recipe has no domain gate
 * @param bounded stop at the offsets that are the end when the job starts
 * @param transactionPrefix of the sink; stable over restarts of one run, and unlike any other run's
 */
public record CurationSettings(
    Recipe recipe,
    Path benchmarks,
    Path centroids,
    CurationTopics topics,
    boolean bounded,
    String transactionPrefix) {

  public CurationSettings {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(transactionPrefix, "transactionPrefix is null");
  }

  /** The judge gate's minimum; any where no track is judged. */
  double minimumScore() {
    return recipe.judge() == null ? 0 : recipe.judge().minimum();
  }
}
