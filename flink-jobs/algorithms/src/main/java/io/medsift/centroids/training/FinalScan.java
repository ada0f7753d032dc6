package io.medsift.centroids.training;

import io.medsift.centroids.NearestCentroid;
import io.medsift.centroids.product.MatrixProduct;
import io.medsift.embedding.UnitVectors;
import io.medsift.embedding.Vectors;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One pass over all vectors that finds the nearest centroid of each vector and the nearest vectors
 * of each centroid, both exactly.
 *
 * <p>For the second, each centroid first gets a floor from vectors of its own and its neighbouring
 * clusters, so that of all products only those above it must be looked at.
 */
final class FinalScan {

  private static final int ROWS = 512;
  private static final int FLOOR_NEIGHBOURS = 12;

  private final UnitVectors all;
  private final float[] centroids;
  private final int clusters;
  private final TrainingThreads workers;

  FinalScan(UnitVectors all, float[] centroids, TrainingThreads workers) {
    this.all = all;
    this.centroids = centroids;
    this.clusters = centroids.length / all.dimension();
    this.workers = workers;
  }

  /**
   * Floors that at least {@code each} of the sampled vectors reach.
   *
   * @param sample some of all vectors
   * @param members their clusters, which need not be exact
   */
  float[] floors(UnitVectors sample, Members members, int each, MatrixProduct product) {
    int dimension = all.dimension();
    float[] floors = new float[clusters];
    Neighbours near =
        Neighbours.of(centroids, Math.min(clusters, FLOOR_NEIGHBOURS), product, workers);
    workers.forEach(
        clusters,
        cluster -> {
          double[] highest = new double[each];
          Arrays.fill(highest, -1);
          float[] vector = new float[dimension];
          for (int i = 0; i < near.each(); i++) {
            int other = near.neighbour(cluster, i);
            for (int j = 0; j < members.size(other); j++) {
              sample.read(members.vector(other, j), 1, vector, 0);
              double score = Vectors.dot(vector, centroids, cluster * dimension);
              if (score > highest[0]) {
                highest[0] = score;
                Arrays.sort(highest);
              }
            }
          }
          floors[cluster] = Math.nextDown((float) highest[0]);
        });
    return floors;
  }

  /** Assigns all vectors, and offers those that reach a floor to {@code nearest}. */
  Assignments run(NearestVectors nearest, TrainingListener listener) {
    Assignments result = new Assignments(all.count());
    AtomicInteger done = new AtomicInteger();
    try (NearestCentroid index = NearestCentroid.withFloors(centroids, all.dimension())) {
      workers.forEach(
          (all.count() + ROWS - 1) / ROWS,
          task -> {
            int first = task * ROWS;
            int rows = Math.min(ROWS, all.count() - first);
            float[] floats = new float[rows * all.dimension()];
            all.read(first, rows, floats, 0);
            index.assign(
                floats,
                rows,
                nearest.floors(),
                (row, cluster, similarity) -> result.set(first + row, cluster, similarity),
                (row, cluster, similarity) -> nearest.offer(cluster, first + row, similarity));
            listener.assigned(done.addAndGet(rows), all.count());
          });
    }
    return result;
  }
}
