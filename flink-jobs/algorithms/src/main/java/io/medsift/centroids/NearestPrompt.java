package io.medsift.centroids;

import static java.util.Objects.requireNonNull;

/**
 * A prompt near the centre of a cluster, with its vote.
 *
 * @param distance cosine distance to the centroid, in [0, 2]
 * @param label what the classifier says of it
 */
public record NearestPrompt(String prompt, double distance, String label) {

  public NearestPrompt {
    requireNonNull(prompt, "prompt is null");
    requireNonNull(label, "label is null");
  }
}
