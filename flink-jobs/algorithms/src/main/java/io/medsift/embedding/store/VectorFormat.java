package io.medsift.embedding.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** How a store holds the numbers of a vector, little-endian in either case. */
public enum VectorFormat {
  /** As the model gave them. */
  @JsonProperty("f32")
  F32(Float.BYTES) {
    @Override
    void put(float[] vector, ByteBuffer target) {
      for (float element : vector) {
        target.putFloat(element);
      }
    }

    @Override
    void get(ByteBuffer source, int byteOffset, float[] target, int offset, int dimension) {
      source
          .slice(byteOffset, dimension * Float.BYTES)
          .order(source.order())
          .asFloatBuffer()
          .get(target, offset, dimension);
    }
  },

  /**
   * Half the space; each number is off by at most one part in 2048. What is read is scaled to
   * length one again.
   */
  @JsonProperty("f16")
  F16(Short.BYTES) {
    @Override
    void put(float[] vector, ByteBuffer target) {
      for (float element : vector) {
        target.putShort(HalfFloat.of(element));
      }
    }

    @Override
    void get(ByteBuffer source, int byteOffset, float[] target, int offset, int dimension) {
      double squares = 0;
      for (int i = 0; i < dimension; i++) {
        float element = HalfFloat.toFloat(source.getShort(byteOffset + i * Short.BYTES));
        target[offset + i] = element;
        squares += (double) element * element;
      }
      double scale = 1 / Math.sqrt(squares);
      for (int i = 0; i < dimension; i++) {
        target[offset + i] = (float) (target[offset + i] * scale);
      }
    }
  };

  private final int bytes;

  VectorFormat(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }

  abstract void put(float[] vector, ByteBuffer target);

  abstract void get(ByteBuffer source, int byteOffset, float[] target, int offset, int dimension);

  /** The name that people use: {@code f32} or {@code f16}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException when there is none; the message is for people
   */
  public static VectorFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the format must be f32 or f16, got \"" + name + "\""));
  }
}
