package io.medsift.centroids.training;

/**
 * How an iteration ended.
 *
 * @param iteration counted from 1; 0 is the start
 * @param inertia mean cosine distance of a vector to its centroid
 * @param moved vectors that changed their cluster
 * @param vectors all of them
 * @param largest vectors of the largest cluster, as a multiple of the mean
 * @param empty clusters without vectors, which the next iteration fills
 */
public record IterationReport(
    int iteration,
    double inertia,
    int moved,
    int vectors,
    double largest,
    int empty,
    double seconds) {

  /** The share of vectors that moved. */
  public double movedShare() {
    return (double) moved / vectors;
  }
}
