package io.medsift.centroids;

/**
 * The nearest centroid of a vector.
 *
 * @param cluster its index
 * @param similarity cosine of the two, in [-1, 1] up to rounding
 */
public record Assignment(int cluster, double similarity) {

  /** Cosine distance, in [0, 2]: one minus the similarity. */
  public double distance() {
    return Math.max(0, 1 - similarity);
  }
}
