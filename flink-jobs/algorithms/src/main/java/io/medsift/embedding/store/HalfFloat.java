package io.medsift.embedding.store;

/**
 * IEEE 754 half precision. Numbers in [-1, 1] lose at most one part in 2048 of themselves, or 2^-25
 * where they are below 2^-14.
 */
final class HalfFloat {

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
