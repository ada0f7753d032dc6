package io.medsift.centroids;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.medsift.embedding.Vectors;
import java.nio.FloatBuffer;
import java.util.Map;
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
 * equals, and depends neither on the block that a vector came in nor on the thread. Blocks of 64 or
 * more are over ten times faster than single vectors. Safe for use by many threads.
 */
public final class NearestCentroid implements AutoCloseable {

  private static final int LARGEST_BLOCK = 128;
  private static final double LENGTH_TOLERANCE = 1e-3;

  private final float[] centroids;
  private final int dimension;
  private final int clusters;
  private final double window;
  private final OrtSession session;
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
    if (dimension <= 0 || centroids.length == 0 || centroids.length % dimension != 0) {
      throw new IllegalArgumentException(
          centroids.length + " floats are not centroids of " + dimension + " floats each");
    }
    this.centroids = centroids;
    this.dimension = dimension;
    this.clusters = centroids.length / dimension;
    float[] copy = new float[dimension];
    for (int cluster = 0; cluster < clusters; cluster++) {
      System.arraycopy(centroids, cluster * dimension, copy, 0, dimension);
      checkUnit(copy, "centroid", cluster);
    }
    double longest = 1 + LENGTH_TOLERANCE;
    this.window = 2.1 * dimension * 0x1p-24 * longest * longest;
    this.session = session();
  }

  private OrtSession session() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return OrtEnvironment.getEnvironment()
          .createSession(GroupMaximaGraph.write(centroids, dimension), options);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "cannot load " + clusters + " centroids of " + dimension + " floats", e);
    }
  }

  /** How many centroids there are. */
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
   * @throws IllegalStateException after {@link #close}
   */
  public Assignment[] assign(float[][] block) {
    for (int i = 0; i < block.length; i++) {
      checkUnit(block[i], "vector", i);
    }
    Assignment[] assignments = new Assignment[block.length];
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the centroids are closed");
      }
      for (int first = 0; first < block.length; first += LARGEST_BLOCK) {
        assign(block, first, Math.min(block.length, first + LARGEST_BLOCK), assignments);
      }
      return assignments;
    } catch (OrtException e) {
      throw new IllegalStateException("cannot score a block of " + block.length, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void checkUnit(float[] vector, String what, int index) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          what + " " + index + " has " + vector.length + " elements, needed " + dimension);
    }
    double length = Math.sqrt(Vectors.dot(vector, vector));
    if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) {
      throw new IllegalArgumentException(
          what + " " + index + " has length " + length + ", needed 1");
    }
  }

  private void assign(float[][] block, int first, int end, Assignment[] assignments)
      throws OrtException {
    int rows = end - first;
    FloatBuffer queries = FloatBuffer.allocate(rows * dimension);
    for (int i = first; i < end; i++) {
      queries.put(block[i]);
    }
    queries.flip();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), queries, new long[] {rows, dimension});
        OrtSession.Result result = session.run(Map.of(GroupMaximaGraph.QUERIES, tensor))) {
      FloatBuffer maxima = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] row = new float[GroupMaximaGraph.groups(clusters)];
      for (int i = first; i < end; i++) {
        maxima.get(row);
        assignments[i] = rescore(block[i], row);
      }
    }
  }

  private Assignment rescore(float[] vector, float[] maxima) {
    float best = Float.NEGATIVE_INFINITY;
    for (float maximum : maxima) {
      best = Math.max(best, maximum);
    }
    double threshold = best - window;
    int nearest = -1;
    double similarity = Double.NEGATIVE_INFINITY;
    for (int group = 0; group < maxima.length; group++) {
      if (maxima[group] < threshold) {
        continue;
      }
      int end = Math.min(clusters, (group + 1) * GroupMaximaGraph.GROUP_SIZE);
      for (int cluster = group * GroupMaximaGraph.GROUP_SIZE; cluster < end; cluster++) {
        double candidate = Vectors.dot(vector, centroids, cluster * dimension);
        if (candidate > similarity) {
          similarity = candidate;
          nearest = cluster;
        }
      }
    }
    return new Assignment(nearest, similarity);
  }

  /** Frees the native memory. Waits for calls under way; closing again does nothing. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("cannot free the centroids", e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
