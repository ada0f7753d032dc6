package io.medsift.embedding;

/** Arithmetic on vectors whose result depends on the operands alone: fixed order, doubles. */
public final class Vectors {

  private Vectors() {}

  /**
   * The inner product in double precision, four partial sums in a fixed order.
   *
   * @throws IllegalArgumentException when the lengths differ
   */
  public static double dot(float[] left, float[] right) {
    if (left.length != right.length) {
      throw new IllegalArgumentException(
          "vectors of " + left.length + " and " + right.length + " elements");
    }
    return dot(left, right, 0);
  }

  /** The inner product of {@code left} with the elements of {@code flat} from {@code offset} on. */
  public static double dot(float[] left, float[] flat, int offset) {
    return dot(left, 0, flat, offset, left.length);
  }

  /** The inner product of {@code length} elements of each, from the two offsets on. */
  public static double dot(
      float[] left, int leftOffset, float[] right, int rightOffset, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      int l = leftOffset + i;
      int r = rightOffset + i;
      sum0 += (double) left[l] * right[r];
      sum1 += (double) left[l + 1] * right[r + 1];
      sum2 += (double) left[l + 2] * right[r + 2];
      sum3 += (double) left[l + 3] * right[r + 3];
    }
    for (; i < length; i++) {
      sum0 += (double) left[leftOffset + i] * right[rightOffset + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /**
   * {@code sum} scaled to length one, rounded to floats.
   *
   * @throws IllegalArgumentException when the length is zero or not finite
   */
  public static float[] unit(double[] sum) {
    double squares = 0;
    for (double element : sum) {
      squares += element * element;
    }
    double length = Math.sqrt(squares);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          "cannot scale a vector of length " + length + " to length 1");
    }
    float[] unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / length);
    }
    return unit;
  }
}
