package io.medsift.centroids.training;

import java.util.Arrays;

/** The vectors of each cluster, in their own order. */
final class Members {

  private final int[] ends;
  private final int[] vectors;

  private Members(int[] ends, int[] vectors) {
    this.ends = ends;
    this.vectors = vectors;
  }

  static Members of(int[] clusterOfVector, int clusters) {
    int[] next = new int[clusters];
    for (int cluster : clusterOfVector) {
      next[cluster]++;
    }
    int start = 0;
    for (int cluster = 0; cluster < clusters; cluster++) {
      int size = next[cluster];
      next[cluster] = start;
      start += size;
    }
    int[] vectors = new int[clusterOfVector.length];
    for (int i = 0; i < vectors.length; i++) {
      vectors[next[clusterOfVector[i]]++] = i;
    }
    return new Members(next, vectors);
  }

  int clusters() {
    return ends.length;
  }

  int size(int cluster) {
    return ends[cluster] - start(cluster);
  }

  /** The {@code position}-th vector of a cluster. */
  int vector(int cluster, int position) {
    return vectors[start(cluster) + position];
  }

  /** The vectors of a cluster. */
  int[] of(int cluster) {
    return Arrays.copyOfRange(vectors, start(cluster), ends[cluster]);
  }

  private int start(int cluster) {
    return cluster == 0 ? 0 : ends[cluster - 1];
  }
}
