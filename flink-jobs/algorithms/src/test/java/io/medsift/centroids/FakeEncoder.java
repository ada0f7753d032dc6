package io.medsift.centroids;

import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;

/** Four dimensions: one for each of three words, and one that every text shares a little of. */
public final class FakeEncoder implements SentenceEncoder {

  public static final EmbeddingModel MODEL =
      new EmbeddingModel(
          "test/words",
          "0".repeat(64),
          4,
          16,
          EmbeddingModel.Precision.FP32,
          settings("1".repeat(64)));

  static EmbeddingModel.TokenizerSettings settings(String sha256) {
    return new EmbeddingModel.TokenizerSettings("words", 3, 100, sha256);
  }

  @Override
  public EmbeddingModel model() {
    return MODEL;
  }

  @Override
  public float[] encode(String text) {
    double[] vector = {0, 0, 0, 0.1 + (text.hashCode() & 0xFF) * 1e-4};
    for (String word : text.split(" ", -1)) {
      switch (word) {
        case "fever" -> vector[0]++;
        case "court" -> vector[1]++;
        case "matrix" -> vector[2]++;
        default -> vector[3] += 0.01;
      }
    }
    return Vectors.unit(vector);
  }

  @Override
  public void close() {}
}
