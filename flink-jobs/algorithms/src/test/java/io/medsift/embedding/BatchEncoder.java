package io.medsift.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same model as {@link OnnxSentenceEncoder}, run on several texts at once, padded to the
 * longest. It adds in another order, so its vectors show how far two right answers may lie apart.
 */
public final class BatchEncoder implements AutoCloseable {
  private final WordPieceTokenizer tokenizer;
  private final OrtSession session;

  /**
   * Starts a session.
   *
   * @param threads that share the work of one run
   * @param level of graph optimisation
   */
  public BatchEncoder(ModelSource source, int threads, SessionOptions.OptLevel level)
      throws ModelLoadException, OrtException {
    tokenizer = WordPieceTokenizer.load(source);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setOptimizationLevel(level);
      session = OrtEnvironment.getEnvironment().createSession(source.onnx(), options);
    }
  }

  /** The vectors of all texts, {@code size} of them in each run, in their order. */
  public List<float[]> encode(List<String> texts, int size) throws OrtException {
    List<float[]> vectors = new ArrayList<>();
    for (int first = 0; first < texts.size(); first += size) {
      vectors.addAll(run(texts.subList(first, Math.min(first + size, texts.size()))));
    }
    return vectors;
  }

  private List<float[]> run(List<String> texts) throws OrtException {
    List<int[]> rows = texts.stream().map(tokenizer::encode).toList();
    int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    long[] pieces = new long[rows.size() * width];
    long[] ones = new long[pieces.length];
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.get(row).length; i++) {
        pieces[row * width + i] = rows.get(row)[i];
        ones[row * width + i] = 1;
      }
    }
    long[] shape = {rows.size(), width};
    try (OnnxTensor ids = tensor(pieces, shape);
        OnnxTensor mask = tensor(ones, shape);
        OnnxTensor segments = tensor(new long[pieces.length], shape)) {
      Map<String, OnnxTensor> feed =
          new HashMap<>(
              Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", segments));
      feed.keySet().retainAll(session.getInputNames());
      try (OrtSession.Result result = session.run(feed)) {
        FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
        int dimension = states.remaining() / pieces.length;
        List<float[]> vectors = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
          double[] sum = new double[dimension];
          for (int i = 0; i < rows.get(row).length * dimension; i++) {
            sum[i % dimension] += states.get(row * width * dimension + i);
          }
          vectors.add(Vectors.unit(sum));
        }
        return vectors;
      }
    }
  }

  private static OnnxTensor tensor(long[] values, long[] shape) throws OrtException {
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(values), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
