package io.medsift.integration.curation;

import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.EncoderError;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.ModelLoadException;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.embedding.Vectors;
import java.util.SplittableRandom;

/**
 * The encoder on a processor of another kind: each vector is moved along the first coordinate, this
 * way or that by the text and a seed, so far that two such encoders are {@link EncoderError#BOUND}
 * apart where they differ.
 */
record OtherProcessor(SentenceEncoder encoder, long seed) implements SentenceEncoder {

  static EncoderSource seeded(long seed) {
    return () -> open(seed);
  }

  private static SentenceEncoder open(long seed) throws ModelLoadException {
    return new OtherProcessor(EncoderSource.shipped().open(), seed);
  }

  @Override
  public EmbeddingModel model() {
    return encoder.model();
  }

  @Override
  public float[] encode(String text) {
    float[] vector = encoder.encode(text);
    double[] moved = new double[vector.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = vector[i];
    }
    boolean up = new SplittableRandom(seed * 1_000_003 + text.hashCode()).nextBoolean();
    moved[0] += (up ? 0.5 : -0.5) * EncoderError.BOUND;
    return Vectors.unit(moved);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
