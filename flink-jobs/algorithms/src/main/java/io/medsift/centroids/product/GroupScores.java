package io.medsift.centroids.product;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.medsift.sharing.ResourceFailedException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The highest score of each vector in every group of centroids, and with floors the highest
 * difference of score and floor: see {@link GroupMaximaGraph}. Safe for use by many threads.
 */
public final class GroupScores implements AutoCloseable {

  private static final int MAX_BLOCK_SIZE = 128;

  /** Receives the scores of one vector; the arrays are used again for the next. */
  @FunctionalInterface
  public interface RowConsumer {
    /**
     * Takes a row.
     *
     * @param heights null without floors
     */
    void accept(int row, float[] maxima, float[] heights);
  }

  private static final class Buffers {
    private final FloatMatrix queries = new FloatMatrix();
    private final FloatMatrix floors = new FloatMatrix();
  }

  private final int dimension;
  private final int clusters;
  private final boolean withFloors;
  private final OrtSession session;
  private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

  /** Packs the centroids into native memory. */
  public GroupScores(float[] centroids, int dimension, boolean withFloors) {
    this.dimension = dimension;
    this.clusters = centroids.length / dimension;
    this.withFloors = withFloors;
    session = Sessions.open(GroupMaximaGraph.write(centroids, dimension, withFloors));
  }

  /**
   * Scores vectors.
   *
   * @param vectors one after the other
   * @param floors one for each centroid; null without floors
   * @throws ResourceFailedException when the product cannot be computed, as without native memory
   */
  public void run(float[] vectors, int rows, float[] floors, RowConsumer consumer) {
    float[] padded = null;
    if (withFloors) {
      padded = Arrays.copyOf(floors, GroupMaximaGraph.columns(clusters));
      Arrays.fill(padded, clusters, padded.length, floors[clusters - 1]);
    }
    try {
      for (int first = 0; first < rows; first += MAX_BLOCK_SIZE) {
        run(vectors, first, Math.min(rows - first, MAX_BLOCK_SIZE), padded, consumer);
      }
    } catch (OrtException e) {
      throw new ResourceFailedException("cannot score a block of " + rows + " vectors", e);
    }
  }

  private void run(float[] vectors, int first, int rows, float[] floors, RowConsumer consumer)
      throws OrtException {
    Buffers mine = buffers.get();
    Map<String, OnnxTensor> feed = new HashMap<>();
    try (OnnxTensor queries = mine.queries.of(vectors, first * dimension, rows, dimension);
        OnnxTensor lowest = withFloors ? mine.floors.of(floors, 0, 1, floors.length) : null) {
      feed.put(GroupMaximaGraph.QUERIES, queries);
      if (withFloors) {
        feed.put(GroupMaximaGraph.FLOORS, lowest);
      }
      try (OrtSession.Result result = session.run(feed)) {
        give(result, first, rows, consumer);
      }
    }
  }

  private void give(OrtSession.Result result, int first, int rows, RowConsumer consumer) {
    int groups = GroupMaximaGraph.groups(clusters);
    FloatBuffer allMaxima = ((OnnxTensor) result.get(0)).getFloatBuffer();
    FloatBuffer allHeights = withFloors ? ((OnnxTensor) result.get(1)).getFloatBuffer() : null;
    float[] maxima = new float[groups];
    float[] heights = withFloors ? new float[groups] : null;
    for (int row = first; row < first + rows; row++) {
      allMaxima.get(maxima);
      if (withFloors) {
        allHeights.get(heights);
      }
      consumer.accept(row, maxima, heights);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot free the centroids", e);
    }
  }
}
