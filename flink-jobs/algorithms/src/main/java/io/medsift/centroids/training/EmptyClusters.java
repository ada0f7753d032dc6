package io.medsift.centroids.training;

import java.util.Arrays;

/**
 * Gives each cluster without vectors the one that is farthest from its own centroid, among the
 * clusters with more than one.
 */
final class EmptyClusters {

  /** A vector this near to its centroid is its centroid. */
  private static final double NO_DISTANCE = 1e-6;

  private EmptyClusters() {}

  /**
   * Moves vectors into empty clusters.
   *
   * @return how many clusters are still empty, because all vectors are their centroids
   */
  static int fill(Assignments assignments, int clusters) {
    int[] sizes = assignments.sizes(clusters);
    long[] farthest = null;
    int next = 0;
    int left = 0;
    for (int cluster = 0; cluster < clusters; cluster++) {
      if (sizes[cluster] > 0) {
        continue;
      }
      if (farthest == null) {
        farthest = farthestFirst(assignments);
      }
      while (next < farthest.length && sizes[assignments.clusters()[(int) farthest[next]]] == 1) {
        next++;
      }
      if (next == farthest.length) {
        left++;
        continue;
      }
      int vector = (int) farthest[next++];
      sizes[assignments.clusters()[vector]]--;
      sizes[cluster]++;
      assignments.set(vector, cluster, 1);
    }
    return left;
  }

  /** Vectors that are not their centroids, the farthest first; equally far ones in their order. */
  private static long[] farthestFirst(Assignments assignments) {
    long[] order = new long[assignments.count()];
    int count = 0;
    for (int i = 0; i < order.length; i++) {
      double distance = 1 - assignments.similarities()[i];
      if (distance > NO_DISTANCE) {
        // Distances are positive, so their bits are in their order; the nearest sorts last.
        long key = (long) Integer.MAX_VALUE - Float.floatToRawIntBits((float) distance);
        order[count++] = (key << Integer.SIZE) | i;
      }
    }
    Arrays.sort(order, 0, count);
    return Arrays.copyOf(order, count);
  }
}
