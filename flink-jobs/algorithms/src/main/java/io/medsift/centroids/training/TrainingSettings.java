package io.medsift.centroids.training;

/**
 * Settings of a training.
 *
 * @param clusters how many centroids
 * @param seed of all that is drawn
 * @param iterations after which training stops even if vectors still move
 * @param pointsPerCentroid most vectors that centroids are moved by, for each centroid; where there
 *     are more, that many are drawn
 * @param neighbours how many centroids a vector is compared with in an iteration; with at least
 *     {@code clusters} every iteration is exact
 * @param exactIterations how many iterations, from the first on, compare a vector with every
 *     centroid nevertheless: the start is cut into cells, across whose borders they look at once
 * @param tolerance training stops when an iteration lowers the inertia by less than this share of
 *     it; with 0, when no vector moves
 */
public record TrainingSettings(
    int clusters,
    long seed,
    int iterations,
    int pointsPerCentroid,
    int neighbours,
    int exactIterations,
    double tolerance) {

  public static final int DEFAULT_ITERATIONS = 25;
  public static final int DEFAULT_POINTS_PER_CENTROID = 256;

  /** Below this many vectors for each centroid, centroids follow single prompts. */
  public static final int FEW_POINTS_PER_CENTROID = 39;

  public static final int DEFAULT_EXACT_ITERATIONS = 0;

  private static final int DEFAULT_NEIGHBOURS = 96;
  private static final double DEFAULT_TOLERANCE = 1e-4;

  public TrainingSettings {
    requirePositive("clusters", clusters);
    requirePositive("iterations", iterations);
    requirePositive("pointsPerCentroid", pointsPerCentroid);
    requirePositive("neighbours", neighbours);
    if (exactIterations < 0) {
      throw new IllegalArgumentException(
          "exactIterations must be at least 0, got " + exactIterations);
    }
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("tolerance must be at least 0, got " + tolerance);
    }
  }

  /** The measured defaults for so many clusters. */
  public static TrainingSettings of(int clusters, long seed) {
    return new TrainingSettings(
        clusters,
        seed,
        DEFAULT_ITERATIONS,
        DEFAULT_POINTS_PER_CENTROID,
        DEFAULT_NEIGHBOURS,
        DEFAULT_EXACT_ITERATIONS,
        DEFAULT_TOLERANCE);
  }

  public TrainingSettings withIterations(int most) {
    return new TrainingSettings(
        clusters, seed, most, pointsPerCentroid, neighbours, exactIterations, tolerance);
  }

  public TrainingSettings withPointsPerCentroid(int most) {
    return new TrainingSettings(
        clusters, seed, iterations, most, neighbours, exactIterations, tolerance);
  }

  public TrainingSettings withNeighbours(int compared) {
    return new TrainingSettings(
        clusters, seed, iterations, pointsPerCentroid, compared, exactIterations, tolerance);
  }

  public TrainingSettings withTolerance(double least) {
    return new TrainingSettings(
        clusters, seed, iterations, pointsPerCentroid, neighbours, exactIterations, least);
  }

  public TrainingSettings withExactIterations(int first) {
    return new TrainingSettings(
        clusters, seed, iterations, pointsPerCentroid, neighbours, first, tolerance);
  }

  /** Returns whether a vector is compared with every centroid in an iteration, from 0 on. */
  boolean isExact(int iteration) {
    return clusters <= neighbours || iteration < exactIterations;
  }

  /** Returns how many of {@code available} vectors centroids are moved by. */
  public int sample(int available) {
    return (int) Math.min(available, (long) clusters * pointsPerCentroid);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
