package io.medsift.decontamination.semantic;

import static java.util.Objects.requireNonNull;

import io.medsift.embedding.EmbeddingModel;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.storage.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Unit vectors of texts, one after the other, and the model that made them. On disk they are 32-bit
 * floats, little-endian.
 */
public final class ItemVectors {
  private static final int BLOCK = 64;
  private static final int FINGERPRINT_DIGITS = 16;

  private final EmbeddingModel model;
  private final float[] values;

  private ItemVectors(EmbeddingModel model, float[] values) {
    this.model = requireNonNull(model, "model is null");
    this.values = values;
  }

  /**
   * Embeds texts.
   *
   * @param progress receives how many texts were embedded since the last call
   */
  public static ItemVectors of(List<String> texts, SentenceEncoder encoder, IntConsumer progress) {
    int dimension = encoder.model().dimension();
    float[] values = new float[Math.multiplyExact(texts.size(), dimension)];
    for (int first = 0; first < texts.size(); first += BLOCK) {
      List<String> block = texts.subList(first, Math.min(texts.size(), first + BLOCK));
      int at = first;
      for (float[] vector : encoder.encodeAll(block)) {
        System.arraycopy(vector, 0, values, at++ * dimension, dimension);
      }
      progress.accept(block.size());
    }
    return new ItemVectors(encoder.model(), values);
  }

  /**
   * Takes vectors from the bytes that {@link #bytes()} gives.
   *
   * @throws IllegalArgumentException if they are not {@code count} vectors of the model
   */
  public static ItemVectors of(EmbeddingModel model, int count, byte[] bytes) {
    long expected = (long) count * model.dimension() * Float.BYTES;
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected %,d bytes for %,d vectors of %,d floats, found %,d",
              expected,
              count,
              model.dimension(),
              bytes.length));
    }
    float[] values = new float[count * model.dimension()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return new ItemVectors(model, values);
  }

  /** The model that made the vectors. */
  public EmbeddingModel model() {
    return model;
  }

  /** Returns how many vectors there are. */
  public int count() {
    return values.length / model.dimension();
  }

  /** All vectors one after the other; not a copy, must not be changed. */
  float[] values() {
    return values;
  }

  /** The vectors as a file holds them. */
  public byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** Names vectors by the checksum of their bytes. */
  public static String fingerprint(String sha256) {
    return "vectors-v1-" + sha256.substring(0, FINGERPRINT_DIGITS);
  }

  /** Identifies the vectors to the last bit. */
  public String fingerprint() {
    return fingerprint(Sha256.of(bytes()));
  }
}
