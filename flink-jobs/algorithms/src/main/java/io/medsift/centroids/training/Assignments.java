package io.medsift.centroids.training;

import java.util.Arrays;

/** The cluster of each vector and its similarity to the centroid. */
@SuppressWarnings("ArrayRecordComponent")
record Assignments(int[] clusters, double[] similarities) {

  Assignments(int vectors) {
    this(new int[vectors], new double[vectors]);
  }

  Assignments copy() {
    return new Assignments(clusters.clone(), similarities.clone());
  }

  int count() {
    return clusters.length;
  }

  void set(int vector, int cluster, double similarity) {
    clusters[vector] = cluster;
    similarities[vector] = similarity;
  }

  int[] sizes(int of) {
    int[] sizes = new int[of];
    for (int cluster : clusters) {
      sizes[cluster]++;
    }
    return sizes;
  }

  /** Returns how many vectors have another cluster than in {@code other}. */
  int movedFrom(Assignments other) {
    int moved = 0;
    for (int i = 0; i < clusters.length; i++) {
      if (clusters[i] != other.clusters[i]) {
        moved++;
      }
    }
    return moved;
  }

  /** Mean cosine distance to the centroid. */
  double inertia() {
    return Arrays.stream(similarities).map(similarity -> Math.max(0, 1 - similarity)).sum()
        / similarities.length;
  }
}
