package io.medsift.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs a {@link PackedGraph} on several sequences at once. A short sequence alone would stream all
 * weights from memory for a few tokens; a run of some hundred tokens uses them while they are in
 * the cache.
 *
 * <p>The vector of a sequence is the same to the last bit whatever sequences share its run. ONNX
 * Runtime computes each row of a product in one order of additions, except where there is only one
 * row, and a sequence has at least two. Slots that are not used come last and add zero: to the sum
 * of a softmax, lane by lane where the number of slots is a multiple of the lanes, and to what it
 * weighs.
 */
final class PackedEncoder implements TokenEncoder {
  private static final int MAX_TOKENS = 384;
  private static final int LANES = 16;

  private final ModelSession session;

  private PackedEncoder(ModelSession session) {
    this.session = session;
  }

  /**
   * Starts a session.
   *
   * @param graph what {@link PackedGraph} gave
   * @param file name of the model, for messages
   * @throws ModelLoadException when the graph cannot be run
   */
  static PackedEncoder open(byte[] graph, String file) throws ModelLoadException {
    return new PackedEncoder(ModelSession.open(graph, file));
  }

  @Override
  public int dimension() {
    return session.dimension();
  }

  @Override
  public List<float[]> encode(List<int[]> sequences) throws OrtException {
    float[][] vectors = new float[sequences.size()][];
    for (List<Integer> run :
        runs(sequences.stream().map(sequence -> sequence.length).toList(), MAX_TOKENS)) {
      List<float[]> found = run(run.stream().map(sequences::get).toList());
      for (int i = 0; i < found.size(); i++) {
        vectors[run.get(i)] = found.get(i);
      }
    }
    return Arrays.asList(vectors);
  }

  /**
   * Which sequences share a run: those of similar length, so that few slots are not used, and about
   * as many tokens in each run.
   */
  static List<List<Integer>> runs(List<Integer> lengths, int maxTokens) {
    List<Integer> order =
        IntStream.range(0, lengths.size())
            .boxed()
            .sorted(Comparator.comparing(lengths::get))
            .toList();
    int left = lengths.stream().mapToInt(Integer::intValue).sum();
    List<List<Integer>> runs = new ArrayList<>();
    for (int first = 0; first < order.size(); ) {
      int target = left / ((left + maxTokens - 1) / maxTokens);
      int tokens = 0;
      int end = first;
      while (end < order.size()
          && tokens < target
          && (end == first || tokens + lengths.get(order.get(end)) <= maxTokens)) {
        tokens += lengths.get(order.get(end++));
      }
      runs.add(order.subList(first, end));
      left -= tokens;
      first = end;
    }
    return runs;
  }

  private List<float[]> run(List<int[]> sequences) throws OrtException {
    int tokens = sequences.stream().mapToInt(sequence -> sequence.length).sum();
    int longest = sequences.stream().mapToInt(sequence -> sequence.length).max().orElseThrow();
    int width = (longest + LANES - 1) / LANES * LANES;
    long[] ids = new long[tokens];
    long[] positions = new long[tokens];
    long[] places = new long[tokens];
    long[] slots = new long[sequences.size() * width];
    int[] used = new int[slots.length];
    int token = 0;
    for (int row = 0; row < sequences.size(); row++) {
      int[] sequence = sequences.get(row);
      Arrays.fill(slots, row * width, (row + 1) * width, token);
      for (int i = 0; i < sequence.length; i++) {
        int slot = row * width + i;
        slots[slot] = token;
        used[slot] = 1;
        ids[token] = sequence[i];
        positions[token] = i;
        places[token++] = slot;
      }
    }
    try (OnnxTensor idTensor = ModelSession.matrix(ids, tokens);
        OnnxTensor segmentTensor = ModelSession.matrix(new long[tokens], tokens);
        OnnxTensor positionTensor = ModelSession.matrix(positions, tokens);
        OnnxTensor slotTensor = ModelSession.matrix(slots, width);
        OnnxTensor usedTensor = ModelSession.matrix(used, width);
        OnnxTensor placeTensor = ModelSession.matrix(places, tokens)) {
      FloatBuffer found =
          session.run(
              Map.of(
                  PackedGraph.TOKENS, idTensor,
                  PackedGraph.SEGMENTS, segmentTensor,
                  PackedGraph.POSITIONS, positionTensor,
                  PackedGraph.SLOTS, slotTensor,
                  PackedGraph.USED, usedTensor,
                  PackedGraph.PLACES, placeTensor));
      return sequences.stream().map(sequence -> session.mean(found, sequence.length)).toList();
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
