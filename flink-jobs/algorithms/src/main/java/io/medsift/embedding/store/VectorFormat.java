package io.medsift.embedding.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** Number format of the vectors in a store, little-endian in either case. */
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

  /**
   * IEEE 754 half precision. Numbers in [-1, 1] lose at most one part in 2048 of themselves, or
   * 2^-25 where they are below 2^-14.
   */
  static final class HalfFloat {

    private static final int EXPONENT_BIAS = 127 - 15;
    private static final float SMALLEST_NORMAL = 0x1p-14f;
    private static final float SUBNORMAL_UNIT = 0x1p-24f;
    private static final float[] VALUES = new float[1 << Short.SIZE];

    static {
      for (int bits = 0; bits < VALUES.length; bits++) {
        VALUES[bits] = decode(bits);
      }
    }

    private HalfFloat() {}

    static float toFloat(short half) {
      return VALUES[half & 0xFFFF];
    }

    /**
     * The nearest half, the even one of two that are equally near.
     *
     * @param value finite and less than 65,520 in magnitude
     */
    static short of(float value) {
      int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
      float magnitude = Math.abs(value);
      if (!(magnitude < 65_520)) {
        throw new IllegalArgumentException(value + " has no half-precision form");
      }
      if (magnitude < SMALLEST_NORMAL) {
        return (short) (sign | (int) Math.rint(magnitude / SUBNORMAL_UNIT));
      }
      int bits = Float.floatToRawIntBits(magnitude);
      // Half of the last place that is kept, less one where that place is even: ties go to even.
      int rounded = bits + 0xFFF + ((bits >>> 13) & 1);
      return (short) (sign | ((rounded >>> 13) - (EXPONENT_BIAS << 10)));
    }

    private static float decode(int bits) {
      float sign = (bits & 0x8000) == 0 ? 1 : -1;
      int exponent = (bits >>> 10) & 0x1F;
      int fraction = bits & 0x3FF;
      if (exponent == 0) {
        return sign * fraction * SUBNORMAL_UNIT;
      }
      if (exponent == 0x1F) {
        return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
      }
      return sign * Float.intBitsToFloat(((exponent + EXPONENT_BIAS) << 23) | (fraction << 13));
    }
  }
}
