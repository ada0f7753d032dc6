package io.medsift.centroids.training;

import java.util.Arrays;

/**
 * The vectors that are nearest to each centroid, nearest first; those that are equally near in
 * their order. What is in it does not depend on the order in which vectors are offered. Safe for
 * use by many threads.
 */
public final class NearestVectors {

  private static final int LOCKS = 256;

  private final int each;
  private final int[] vectors;
  private final double[] similarities;
  private final int[] counts;
  private final float[] floors;
  private final Object[] locks = new Object[LOCKS];

  /**
   * Nothing yet.
   *
   * @param floors for each cluster a similarity that its last vector will reach at least
   */
  NearestVectors(int each, float[] floors) {
    this.each = each;
    this.floors = floors.clone();
    vectors = new int[floors.length * each];
    similarities = new double[floors.length * each];
    counts = new int[floors.length];
    Arrays.setAll(locks, i -> new Object());
  }

  /**
   * Returns what a vector must reach to be among the nearest of a cluster; rises as vectors come
   * in.
   */
  float[] floors() {
    return floors;
  }

  void offer(int cluster, int vector, double similarity) {
    synchronized (locks[cluster % LOCKS]) {
      int start = cluster * each;
      int at = start + counts[cluster];
      while (at > start && comesBefore(vector, similarity, at - 1)) {
        at--;
      }
      if (at == start + each) {
        return;
      }
      int kept = Math.min(counts[cluster], each - 1) - (at - start);
      System.arraycopy(vectors, at, vectors, at + 1, kept);
      System.arraycopy(similarities, at, similarities, at + 1, kept);
      vectors[at] = vector;
      similarities[at] = similarity;
      counts[cluster] = Math.min(each, counts[cluster] + 1);
      if (counts[cluster] == each) {
        float last = Math.nextDown((float) similarities[start + each - 1]);
        floors[cluster] = Math.max(floors[cluster], last);
      }
    }
  }

  private boolean comesBefore(int vector, double similarity, int at) {
    return similarity > similarities[at]
        || (similarity == similarities[at] && vector < vectors[at]);
  }

  /** Returns how many are known of a cluster. */
  public int count(int cluster) {
    return counts[cluster];
  }

  /** The index of the vector that is nearest but {@code position}. */
  public int vector(int cluster, int position) {
    return vectors[cluster * each + position];
  }

  /** Its cosine distance to the centroid. */
  public double distance(int cluster, int position) {
    return Math.max(0, 1 - similarities[cluster * each + position]);
  }
}
