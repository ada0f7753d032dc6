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
 * @param sourceUid the name by which state knows how far the topic was read; under another name the
 *     topic is read from its start over the state of an earlier run
 */
public record CurationSettings(
    Recipe recipe,
    Path benchmarks,
    Path centroids,
    CurationTopics topics,
    boolean bounded,
    String transactionPrefix,
    String sourceUid) {
  private static final String SOURCE_UID = "read";

  public CurationSettings {
    requireNonNull(recipe, "recipe is null");
    requireNonNull(topics, "topics is null");
    requireNonNull(transactionPrefix, "transactionPrefix is null");
    requireNonNull(sourceUid, "sourceUid is null");
  }

  /** A run that goes on where an earlier one stopped, where it starts from the state of one. */
  public CurationSettings(
      Recipe recipe,
      Path benchmarks,
      Path centroids,
      CurationTopics topics,
      boolean bounded,
      String transactionPrefix) {
    this(recipe, benchmarks, centroids, topics, bounded, transactionPrefix, SOURCE_UID);
  }

  /** The judge gate's minimum; any where no track is judged. */
  double minimumScore() {
    return recipe.judge() == null ? 0 : recipe.judge().minimum();
  }
}
