package io.medsift.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the graph of a BERT model as it is, one sequence after the other. */
final class SequenceEncoder implements TokenEncoder {
  private static final String TOKENS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String SEGMENTS = "token_type_ids";

  private final ModelSession session;

  private SequenceEncoder(ModelSession session) {
    this.session = session;
  }

  /**
   * Starts a session.
   *
   * @param file name of the model, for messages
   * @throws ModelLoadException when the graph cannot be run, or not as that of a BERT model
   */
  static SequenceEncoder open(byte[] onnx, String file) throws ModelLoadException {
    ModelSession session = ModelSession.open(onnx, file);
    Set<String> inputs = session.inputs();
    if (!inputs.contains(TOKENS) || !Set.of(TOKENS, MASK, SEGMENTS).containsAll(inputs)) {
      session.close();
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
    return new SequenceEncoder(session);
  }

  @Override
  public int dimension() {
    return session.dimension();
  }

  @Override
  public List<float[]> encode(List<int[]> sequences) throws OrtException {
    List<float[]> vectors = new ArrayList<>();
    for (int[] sequence : sequences) {
      vectors.add(encode(sequence));
    }
    return vectors;
  }

  private float[] encode(int[] sequence) throws OrtException {
    long[] ones = new long[sequence.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor tokens = row(Arrays.stream(sequence).asLongStream().toArray());
        OnnxTensor mask = row(ones);
        OnnxTensor segments = row(new long[sequence.length])) {
      FloatBuffer found = session.run(Map.of(TOKENS, tokens, MASK, mask, SEGMENTS, segments));
      return session.mean(found, sequence.length);
    }
  }

  private static OnnxTensor row(long[] values) throws OrtException {
    return ModelSession.matrix(values, values.length);
  }

  @Override
  public void close() {
    session.close();
  }
}
