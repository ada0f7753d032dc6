package io.medsift.centroids;

import static java.util.Objects.requireNonNull;

/**
 * A prompt near the centre of a cluster, with its vote.
 *
 * @param distance cosine distance to the centroid, in [0, 2]
 * @param label what the classifier says of it, null before labelling and without a vote
 */
public record NearestPrompt(String prompt, double distance, String label) {

  public NearestPrompt {
    requireNonNull(prompt, "prompt is null");
  }

  /** A prompt that no classifier has seen yet. */
  public static NearestPrompt unlabelled(String prompt, double distance) {
    return new NearestPrompt(prompt, distance, null);
  }
}
