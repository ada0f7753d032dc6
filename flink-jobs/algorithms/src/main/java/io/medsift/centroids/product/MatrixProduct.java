package io.medsift.centroids.product;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.medsift.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;

/**
 * Scores of vectors against vectors, both of which change from call to call. For many calls against
 * the same thousands of vectors, {@link GroupMaximaGraph} is faster. Safe for use by many threads.
 */
public final class MatrixProduct implements AutoCloseable {

  private static final String LEFT = "left";
  private static final String RIGHT = "right";
  private static final String SCORES = "scores";

  private static final class Buffers {
    private final FloatMatrix left = new FloatMatrix();
    private final FloatMatrix right = new FloatMatrix();
    private final FloatMatrix product = new FloatMatrix();
    private float[] scores = new float[0];

    float[] scores(int size) {
      if (scores.length < size) {
        scores = new float[size];
      }
      product.copyTo(scores, size);
      return scores;
    }
  }

  private final int dimension;
  private final OrtSession session;
  private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

  /** Products of vectors of this dimension. */
  public MatrixProduct(int dimension) {
    this.dimension = dimension;
    session =
        Sessions.open(
            new OnnxGraph("scores")
                .input(LEFT, OnnxGraph.Element.FLOAT, "m", dimension)
                .input(RIGHT, OnnxGraph.Element.FLOAT, "n", dimension)
                .output(SCORES, "m", "n")
                .node(
                    OnnxGraph.node("Gemm", List.of(LEFT, RIGHT), List.of(SCORES))
                        .message(5, OnnxGraph.attribute("transB", 1)))
                .toByteArray());
  }

  /** Floats of a vector. */
  public int dimension() {
    return dimension;
  }

  /**
   * The inner product of every row with every column, row by row, in floats: off by at most {@code
   * dimension * 2^-24} for unit vectors.
   *
   * @param left vectors one after the other, of which {@code rows} from the {@code first} on count
   * @param right vectors one after the other, of which {@code columns} from the {@code start} on
   *     count
   * @return an array that may be longer, and is the thread's until its next call
   */
  public float[] scores(float[] left, int first, int rows, float[] right, int start, int columns) {
    Buffers mine = buffers.get();
    try (OnnxTensor rowTensor = mine.left.of(left, first * dimension, rows, dimension);
        OnnxTensor columnTensor = mine.right.of(right, start * dimension, columns, dimension);
        OnnxTensor product = mine.product.empty(rows, columns)) {
      session.run(Map.of(LEFT, rowTensor, RIGHT, columnTensor), Map.of(SCORES, product)).close();
      return mine.scores(rows * columns);
    } catch (OrtException e) {
      throw new IllegalStateException("cannot score " + rows + " by " + columns, e);
    }
  }

  /** Frees the native memory of the session. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot free the product", e);
    }
  }
}
