package io.medsift.centroids.training;

import io.medsift.embedding.UnitVectors;
import io.medsift.embedding.Vectors;
import java.util.Arrays;

/** Unit vectors in the middle of clusters. */
final class Centroids {

  private static final double NO_DIRECTION = 1e-9;
  private static final int CLUSTERS_PER_TASK = 16;

  private Centroids() {}

  /**
   * The unit mean of each cluster. One without members, or whose members cancel out, stays where it
   * was.
   *
   * @param previous centroids one after the other
   */
  static float[] means(
      UnitVectors vectors, Members members, float[] previous, TrainingThreads workers) {
    int dimension = vectors.dimension();
    int clusters = previous.length / dimension;
    float[] means = previous.clone();
    workers.forEach(
        (clusters + CLUSTERS_PER_TASK - 1) / CLUSTERS_PER_TASK,
        task -> {
          int end = Math.min(clusters, (task + 1) * CLUSTERS_PER_TASK);
          float[] vector = new float[dimension];
          double[] sum = new double[dimension];
          for (int cluster = task * CLUSTERS_PER_TASK; cluster < end; cluster++) {
            Arrays.fill(sum, 0);
            for (int i = 0; i < members.size(cluster); i++) {
              vectors.read(members.vector(cluster, i), 1, vector, 0);
              for (int j = 0; j < dimension; j++) {
                sum[j] += vector[j];
              }
            }
            if (hasDirection(sum)) {
              System.arraycopy(Vectors.unit(sum), 0, means, cluster * dimension, dimension);
            }
          }
        });
    return means;
  }

  private static boolean hasDirection(double[] sum) {
    for (double element : sum) {
      if (Math.abs(element) >= NO_DIRECTION) {
        return true;
      }
    }
    return false;
  }
}
