package io.medsift.centroids.training;

import io.medsift.embedding.UnitVectors;

/** One assignment of all vectors. */
@FunctionalInterface
interface Pass {

  /**
   * The clusters of the vectors, by new centroids.
   *
   * @param members the clusters that the vectors have now, none of them farther than the result
   */
  Assignments assign(UnitVectors vectors, float[] centroids, Members members);
}
