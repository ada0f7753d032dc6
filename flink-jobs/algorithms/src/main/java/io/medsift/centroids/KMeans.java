package io.medsift.centroids;

import io.medsift.embedding.Vectors;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Spherical k-means on unit vectors, for up to some ten thousand of them: k-means++ seeding, then
 * full passes until no vector moves.
 *
 * <p>Deterministic: sums are taken in the order of the vectors and in doubles, and equally near
 * centroids go to the lower index, so equal vectors in equal order with an equal seed give equal
 * centroids. A cluster that loses all its vectors takes the one that is farthest from its own
 * centroid, among the clusters with more than one.
 *
 * @see <a href="https://doi.org/10.1023/A:1007612920971">Dhillon and Modha 2001, spherical
 *     k-means</a>
 */
public final class KMeans {

  private final int clusters;
  private final long seed;
  private final int maxIterations;

  /**
   * Settings of a training.
   *
   * @param clusters how many centroids, positive
   * @param maxIterations passes after which training stops even if vectors still move, positive
   */
  public KMeans(int clusters, long seed, int maxIterations) {
    if (clusters <= 0 || maxIterations <= 0) {
      throw new IllegalArgumentException(
          "clusters and maxIterations must be positive, got " + clusters + ", " + maxIterations);
    }
    this.clusters = clusters;
    this.seed = seed;
    this.maxIterations = maxIterations;
  }

  /**
   * Clusters the vectors, all of one dimension and of length one.
   *
   * @throws IllegalArgumentException when there are fewer distinct vectors than clusters
   */
  public Clustering cluster(float[][] vectors) {
    if (vectors.length < clusters) {
      throw tooFew(vectors.length);
    }
    int dimension = vectors[0].length;
    float[] centroids = seed(vectors, dimension);
    Assignment[] assignments = nearest(vectors, centroids, dimension);
    int iterations = 0;
    boolean moved = true;
    while (moved && iterations < maxIterations) {
      repairEmpty(assignments);
      centroids = means(vectors, assignments, centroids, dimension);
      Assignment[] next = nearest(vectors, centroids, dimension);
      moved = !sameClusters(assignments, next);
      assignments = next;
      iterations++;
    }
    return result(centroids, assignments, iterations);
  }

  /** The first uniformly, each further one with odds equal to its distance from those chosen. */
  private float[] seed(float[][] vectors, int dimension) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] centroids = new float[clusters * dimension];
    double[] distances = new double[vectors.length];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(vectors.length);
    for (int cluster = 0; cluster < clusters; cluster++) {
      if (cluster > 0) {
        chosen = draw(distances, random.nextDouble());
        if (chosen < 0) {
          throw tooFew(cluster);
        }
      }
      float[] centroid = vectors[chosen];
      System.arraycopy(centroid, 0, centroids, cluster * dimension, dimension);
      for (int i = 0; i < vectors.length; i++) {
        double distance =
            Arrays.equals(vectors[i], centroid) ? 0 : 1 - Vectors.dot(vectors[i], centroid);
        distances[i] = Math.min(distances[i], Math.max(0, distance));
      }
    }
    return centroids;
  }

  /** An index with probability in proportion to its weight, or -1 when all weights are zero. */
  private static int draw(double[] weights, double uniform) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double rest = uniform * total;
    int last = -1;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        rest -= weights[i];
        if (rest < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private static Assignment[] nearest(float[][] vectors, float[] centroids, int dimension) {
    try (NearestCentroid nearest = new NearestCentroid(centroids, dimension)) {
      return nearest.assign(vectors);
    }
  }

  private void repairEmpty(Assignment[] assignments) {
    int[] sizes = sizes(assignments);
    for (int cluster = 0; cluster < clusters; cluster++) {
      if (sizes[cluster] > 0) {
        continue;
      }
      int farthest = -1;
      for (int i = 0; i < assignments.length; i++) {
        if (sizes[assignments[i].cluster()] > 1
            && (farthest < 0 || assignments[i].similarity() < assignments[farthest].similarity())) {
          farthest = i;
        }
      }
      sizes[assignments[farthest].cluster()]--;
      sizes[cluster]++;
      assignments[farthest] = new Assignment(cluster, 1);
    }
  }

  private float[] means(
      float[][] vectors, Assignment[] assignments, float[] previous, int dimension) {
    double[][] sums = new double[clusters][dimension];
    for (int i = 0; i < vectors.length; i++) {
      double[] sum = sums[assignments[i].cluster()];
      for (int j = 0; j < dimension; j++) {
        sum[j] += vectors[i][j];
      }
    }
    float[] centroids = new float[clusters * dimension];
    for (int cluster = 0; cluster < clusters; cluster++) {
      // Opposite vectors can cancel out; such a centroid stays where it was.
      boolean cancelled =
          Arrays.stream(sums[cluster]).allMatch(element -> Math.abs(element) < 1e-9);
      float[] centroid =
          cancelled
              ? Arrays.copyOfRange(previous, cluster * dimension, (cluster + 1) * dimension)
              : Vectors.unit(sums[cluster]);
      System.arraycopy(centroid, 0, centroids, cluster * dimension, dimension);
    }
    return centroids;
  }

  private static boolean sameClusters(Assignment[] left, Assignment[] right) {
    for (int i = 0; i < left.length; i++) {
      if (left[i].cluster() != right[i].cluster()) {
        return false;
      }
    }
    return true;
  }

  private int[] sizes(Assignment[] assignments) {
    int[] sizes = new int[clusters];
    for (Assignment assignment : assignments) {
      sizes[assignment.cluster()]++;
    }
    return sizes;
  }

  private Clustering result(float[] centroids, Assignment[] assignments, int iterations) {
    double distance = 0;
    int[] assignment = new int[assignments.length];
    for (int i = 0; i < assignment.length; i++) {
      assignment[i] = assignments[i].cluster();
      distance += assignments[i].distance();
    }
    return new Clustering(
        centroids, assignment, sizes(assignments), iterations, distance / assignment.length);
  }

  private IllegalArgumentException tooFew(int distinct) {
    return new IllegalArgumentException(
        "cannot make " + clusters + " clusters of " + distinct + " distinct vectors: lower k");
  }
}
