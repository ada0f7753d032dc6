package io.medsift.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A graph in a session of ONNX Runtime, which holds about 100 MB of native memory. It works on the
 * thread that calls it, and may be used by many.
 */
final class ModelSession implements AutoCloseable {
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final OrtSession session;
  private final int dimension;

  private ModelSession(OrtSession session, int dimension) {
    this.session = session;
    this.dimension = dimension;
  }

  /**
   * Starts a session.
   *
   * @param file name of the model, for messages
   * @throws ModelLoadException when the graph cannot be run, or its first output is not a vector
   *     for each token
   */
  static ModelSession open(byte[] graph, String file) throws ModelLoadException {
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = OrtEnvironment.getEnvironment().createSession(graph, options);
      OPEN.incrementAndGet();
    } catch (OrtException e) {
      throw new ModelLoadException(
          "model file " + file + " is not an ONNX model that can be run: " + e.getMessage(), e);
    }
    try {
      return new ModelSession(session, dimension(session, file));
    } catch (ModelLoadException e) {
      free(session);
      throw e;
    }
  }

  private static int dimension(OrtSession session, String file) throws ModelLoadException {
    try {
      long[] shape =
          session.getOutputInfo().values().iterator().next().getInfo() instanceof TensorInfo tensor
              ? tensor.getShape()
              : new long[0];
      if (shape.length != 3 || shape[2] <= 0) {
        throw new ModelLoadException(
            "model file "
                + file
                + " must give [batch, tokens, dimension] first, found the shape "
                + Arrays.toString(shape));
      }
      return Math.toIntExact(shape[2]);
    } catch (OrtException e) {
      throw new ModelLoadException("cannot read the outputs of model file " + file, e);
    }
  }

  /** How many sessions this process holds. */
  static int count() {
    return OPEN.get();
  }

  Set<String> inputs() {
    return session.getInputNames();
  }

  /** Floats of a vector. */
  int dimension() {
    return dimension;
  }

  /** The vectors of all tokens. What the graph does not take is not fed. */
  FloatBuffer run(Map<String, OnnxTensor> inputs) throws OrtException {
    Map<String, OnnxTensor> feed = new HashMap<>(inputs);
    feed.keySet().retainAll(session.getInputNames());
    try (OrtSession.Result result = session.run(feed)) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer();
    }
  }

  /** A matrix with this number of columns. */
  static OnnxTensor matrix(long[] values, int columns) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(),
        LongBuffer.wrap(values),
        new long[] {values.length / columns, columns});
  }

  /** A matrix with this number of columns. */
  static OnnxTensor matrix(int[] values, int columns) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(),
        IntBuffer.wrap(values),
        new long[] {values.length / columns, columns});
  }

  /** The mean of the next vectors, scaled to length one. */
  float[] mean(FloatBuffer vectors, int tokens) {
    double[] sum = new double[dimension];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vectors.get();
      }
    }
    return Vectors.unit(sum);
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    free(session);
  }

  private static void free(OrtSession session) {
    try {
      session.close();
      OPEN.decrementAndGet();
    } catch (OrtException e) {
      throw new IllegalStateException("cannot free a session of ONNX Runtime", e);
    }
  }
}
