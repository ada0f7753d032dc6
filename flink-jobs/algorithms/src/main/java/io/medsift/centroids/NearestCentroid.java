package io.medsift.centroids;

import io.medsift.centroids.product.GroupMaximaGraph;
import io.medsift.centroids.product.GroupScores;
import io.medsift.embedding.Vectors;
import io.medsift.sharing.ResourceFailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The exact nearest centroid of unit vectors, by cosine.
 *
 * <ol>
 *   <li>A matrix product in floats gives the highest score of each group of centroids. Its error is
 *       at most {@code dimension * 2^-24} in whatever order it adds.
 *   <li>Every group within twice that error of the best is scored again in doubles, one product
 *       after the other, always in the same order.
 * </ol>
 *
 * <p>So the result is the centroid of highest double-precision similarity, the lowest index among
 * equals, and depends neither on the block that a vector came in nor on the thread. It depends on
 * the vector to its last bit, and that on the processor: {@link #within} gives the centroids that
 * may be the nearest elsewhere. A rule that chooses among these by something else than the
 * similarity, such as the lowest index, would move the boundary between clusters and not remove it:
 * as many vectors lie within the error of the boundary of what is near enough to be chosen among.
 *
 * <p>Blocks of 64 or more are over ten times faster than single vectors. Safe for use by many
 * threads.
 */
public final class NearestCentroid implements AutoCloseable {

  /** Receives a vector and a cluster that it is near to. */
  @FunctionalInterface
  public interface NearPair {
    void accept(int row, int cluster, double similarity);
  }

  private static final double LENGTH_TOLERANCE = 1e-3;
  private static final Comparator<Assignment> NEAREST_FIRST =
      Comparator.comparingDouble(Assignment::similarity)
          .reversed()
          .thenComparingInt(Assignment::cluster);

  private final float[] centroids;
  private final int dimension;
  private final int clusters;
  private final boolean withFloors;
  private final double window;
  private final GroupScores scores;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * Packs the centroids into native memory, as much again as the array.
   *
   * @param centroids unit vectors one after the other; not copied, must not change
   * @param dimension floats of each
   * @throws IllegalArgumentException when there is none, or one is not of length one
   */
  public NearestCentroid(float[] centroids, int dimension) {
    this(centroids, dimension, false);
  }

  private NearestCentroid(float[] centroids, int dimension, boolean withFloors) {
    if (dimension <= 0 || centroids.length == 0 || centroids.length % dimension != 0) {
      throw new IllegalArgumentException(
          centroids.length + " floats are not centroids of " + dimension + " floats each");
    }
    this.centroids = centroids;
    this.dimension = dimension;
    this.clusters = centroids.length / dimension;
    this.withFloors = withFloors;
    for (int cluster = 0; cluster < clusters; cluster++) {
      checkUnit(centroids, cluster * dimension, "centroid", cluster);
    }
    double longest = 1 + LENGTH_TOLERANCE;
    this.window = 2.1 * dimension * 0x1p-24 * longest * longest;
    this.scores = new GroupScores(centroids, dimension, withFloors);
  }

  /** An index that also gives all pairs above a floor, at some cost. */
  public static NearestCentroid withFloors(float[] centroids, int dimension) {
    return new NearestCentroid(centroids, dimension, true);
  }

  /** Returns how many centroids there are. */
  public int clusters() {
    return clusters;
  }

  /** The nearest centroid of one vector; the same as in a block. */
  public Assignment assign(float[] vector) {
    return assign(new float[][] {vector})[0];
  }

  /**
   * The nearest centroid of each vector, in their order. A block of any size.
   *
   * @throws IllegalArgumentException when a vector is not of this dimension and of length one
   * @throws ResourceFailedException after {@link #close}, or when the native library fails
   */
  public Assignment[] assign(float[][] block) {
    Assignment[] assignments = new Assignment[block.length];
    assign(
        flat(block),
        block.length,
        (row, cluster, similarity) -> assignments[row] = new Assignment(cluster, similarity));
    return assignments;
  }

  private float[] flat(float[][] block) {
    float[] flat = new float[block.length * dimension];
    for (int i = 0; i < block.length; i++) {
      if (block[i].length != dimension) {
        throw new IllegalArgumentException(
            "vector " + i + " has " + block[i].length + " elements, needed " + dimension);
      }
      System.arraycopy(block[i], 0, flat, i * dimension, dimension);
    }
    return flat;
  }

  /**
   * The nearest centroid of each vector, and those that are less similar by no more than {@code
   * margin}: the nearest first, then by falling similarity and rising index.
   *
   * @throws IllegalArgumentException as {@link #assign(float[][])}, or when {@code margin} is below
   *     zero
   */
  public List<List<Assignment>> within(double margin, float[][] block) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin must be at least 0, got " + margin);
    }
    List<List<Assignment>> found = new ArrayList<>();
    for (int row = 0; row < block.length; row++) {
      found.add(new ArrayList<>());
    }
    run(
        flat(block),
        block.length,
        null,
        margin,
        (row, cluster, similarity) -> {
          found.get(row).removeIf(near -> near.similarity() < similarity - margin);
          found.get(row).sort(NEAREST_FIRST);
        },
        (row, cluster, similarity) -> found.get(row).add(new Assignment(cluster, similarity)));
    return found;
  }

  /**
   * The nearest centroid of each vector, given to {@code nearest} row by row.
   *
   * @param vectors one after the other
   */
  public void assign(float[] vectors, int rows, NearPair nearest) {
    if (withFloors) {
      throw new IllegalArgumentException("an index made for floors needs them");
    }
    run(vectors, rows, null, 0, nearest, null);
  }

  /**
   * The nearest centroid of each vector, and besides all pairs that reach the floor of their
   * cluster.
   *
   * @param floors a similarity for each cluster; the higher they are, the faster this is
   * @param above receives each pair whose similarity is at least the floor
   */
  public void assign(float[] vectors, int rows, float[] floors, NearPair nearest, NearPair above) {
    if (!withFloors || floors.length != clusters) {
      throw new IllegalArgumentException(
          floors.length
              + " floors for "
              + clusters
              + " clusters of an index made for "
              + (withFloors ? clusters : 0));
    }
    run(vectors, rows, floors, 0, nearest, above);
  }

  /** Gives {@code above} what reaches the floors, or, without floors, lies within the margin. */
  private void run(
      float[] vectors, int rows, float[] floors, double margin, NearPair nearest, NearPair above) {
    for (int row = 0; row < rows; row++) {
      checkUnit(vectors, row * dimension, "vector", row);
    }
    lock.readLock().lock();
    try {
      if (closed) {
        throw new ResourceFailedException("the centroids are closed");
      }
      scores.run(
          vectors,
          rows,
          floors,
          (row, maxima, heights) ->
              rescore(vectors, row, maxima, heights, floors, margin, nearest, above));
    } finally {
      lock.readLock().unlock();
    }
  }

  private void checkUnit(float[] vectors, int offset, String what, int index) {
    double squares = 0;
    for (int i = offset; i < offset + dimension; i++) {
      squares += (double) vectors[i] * vectors[i];
    }
    double length = Math.sqrt(squares);
    if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) {
      throw new IllegalArgumentException(
          what + " " + index + " has length " + length + ", needed 1");
    }
  }

  private void rescore(
      float[] vectors,
      int row,
      float[] maxima,
      float[] heights,
      float[] floors,
      double margin,
      NearPair nearest,
      NearPair above) {
    float highest = Float.NEGATIVE_INFINITY;
    for (float maximum : maxima) {
      highest = Math.max(highest, maximum);
    }
    double threshold = highest - window - margin;
    int best = -1;
    double similarity = Double.NEGATIVE_INFINITY;
    for (int group = 0; group < maxima.length; group++) {
      boolean high = heights != null && heights[group] >= -window;
      if (maxima[group] < threshold && !high) {
        continue;
      }
      int end = Math.min(clusters, (group + 1) * GroupMaximaGraph.GROUP_SIZE);
      for (int cluster = group * GroupMaximaGraph.GROUP_SIZE; cluster < end; cluster++) {
        double candidate =
            Vectors.dot(vectors, row * dimension, centroids, cluster * dimension, dimension);
        if (candidate > similarity) {
          similarity = candidate;
          best = cluster;
        }
        boolean wanted =
            floors == null
                ? above != null && candidate >= similarity - margin
                : high && candidate >= floors[cluster];
        if (wanted) {
          above.accept(row, cluster, candidate);
        }
      }
    }
    nearest.accept(row, best, similarity);
  }

  /** Frees the native memory. Waits for calls under way; closing again does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        scores.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * The nearest centroid of a vector.
   *
   * @param cluster its index
   * @param similarity cosine of the two, in [-1, 1] up to rounding
   */
  public record Assignment(int cluster, double similarity) {

    /** Cosine distance, in [0, 2]: one minus the similarity. */
    public double distance() {
      return Math.max(0, 1 - similarity);
    }
  }
}
