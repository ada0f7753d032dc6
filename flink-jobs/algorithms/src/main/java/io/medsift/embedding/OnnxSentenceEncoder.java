package io.medsift.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A BERT sentence model in an ONNX Runtime session of its own: mean over the token vectors, scaled
 * to length one, as sentence-transformers does.
 *
 * <p>A sequence is run alone on the calling thread; parallelism comes from several callers. Most
 * users want {@link SharedEncoder}: a session holds about 100 MB of native memory.
 */
public final class OnnxSentenceEncoder implements SentenceEncoder {

  private static final String TOKENS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String SEGMENTS = "token_type_ids";

  private static final AtomicInteger SESSIONS = new AtomicInteger();

  private final WordPieceTokenizer tokenizer;
  private final OrtSession session;
  private final Set<String> inputs;
  private final EmbeddingModel model;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxSentenceEncoder(
      WordPieceTokenizer tokenizer, OrtSession session, EmbeddingModel model) {
    this.tokenizer = tokenizer;
    this.session = session;
    this.inputs = session.getInputNames();
    this.model = model;
  }

  /**
   * Reads the files and starts a session.
   *
   * @throws ModelLoadException when a file is missing, or not a model of this kind
   */
  public static OnnxSentenceEncoder open(ModelSource source) throws ModelLoadException {
    WordPieceTokenizer tokenizer = WordPieceTokenizer.load(source);
    byte[] onnx = source.onnx();
    OrtSession session = session(onnx, source.onnxName());
    try {
      int dimension = dimension(session, source.onnxName());
      EmbeddingModel model =
          new EmbeddingModel(
              source.id(),
              source.sha256(onnx),
              dimension,
              source.maxTokens(),
              source.precision(),
              tokenizer.settings());
      OnnxSentenceEncoder encoder = new OnnxSentenceEncoder(tokenizer, session, model);
      encoder.probe(source.onnxName());
      return encoder;
    } catch (ModelLoadException | RuntimeException e) {
      closeQuietly(session);
      throw e;
    }
  }

  private static OrtSession session(byte[] onnx, String file) throws ModelLoadException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options);
      SESSIONS.incrementAndGet();
      return session;
    } catch (OrtException e) {
      throw new ModelLoadException(
          "model file " + file + " is not an ONNX model that can be run: " + e.getMessage(), e);
    }
  }

  private static int dimension(OrtSession session, String file) throws ModelLoadException {
    Set<String> inputs = session.getInputNames();
    if (!inputs.contains(TOKENS) || !Set.of(TOKENS, MASK, SEGMENTS).containsAll(inputs)) {
      throw new ModelLoadException(
          "model file "
              + file
              + " must take the inputs "
              + TOKENS
              + ", "
              + MASK
              + " and "
              + SEGMENTS
              + ", found "
              + inputs);
    }
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

  private void probe(String file) throws ModelLoadException {
    try {
      encode("probe");
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new ModelLoadException(
          "model file " + file + " fails on a first text: " + e.getMessage(), e);
    }
  }

  @Override
  public EmbeddingModel model() {
    return model;
  }

  @Override
  public float[] encode(String text) {
    int[] tokens = tokenizer.encode(text);
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the encoder of " + model.id() + " is closed");
      }
      return run(tokens);
    } catch (OrtException e) {
      throw new IllegalStateException(
          "the model " + model.id() + " failed on " + tokens.length + " tokens", e);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public double unread(String text) {
    return tokenizer.unread(text);
  }

  private float[] run(int[] tokens) throws OrtException {
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor ids = row(Arrays.stream(tokens).asLongStream().toArray());
        OnnxTensor mask = row(ones);
        OnnxTensor segments = row(new long[tokens.length])) {
      Map<String, OnnxTensor> feed =
          new HashMap<>(Map.of(TOKENS, ids, MASK, mask, SEGMENTS, segments));
      feed.keySet().retainAll(inputs);
      try (OrtSession.Result result = session.run(feed)) {
        return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), tokens.length);
      }
    }
  }

  private static OnnxTensor row(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private float[] mean(FloatBuffer vectors, int tokens) {
    double[] sum = new double[model.dimension()];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vectors.get();
      }
    }
    return Vectors.unit(sum);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free(session);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("cannot free the model " + model.id(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void free(OrtSession session) throws OrtException {
    session.close();
    SESSIONS.decrementAndGet();
  }

  /** Returns how many sessions this process holds, those of failed openings included. */
  static int sessions() {
    return SESSIONS.get();
  }

  private static void closeQuietly(OrtSession session) {
    try {
      free(session);
    } catch (OrtException e) {
      // The error that led here is the one to report.
      return;
    }
  }
}
