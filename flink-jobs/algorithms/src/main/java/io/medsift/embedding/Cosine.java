package io.medsift.embedding;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Cosines of texts and fixed unit vectors, as far as they are the same on every processor. The
 * error of the encoder was measured with the model that ships with the product, see {@link
 * EncoderError}; that of another model is taken to be no greater.
 */
public final class Cosine {

  /**
   * Two fixed vectors whose cosines with a text differ by no more than this may change places on
   * another processor. With an error {@code e} of the text's vector, the difference of the two
   * changes by {@code e · (a - b)}, whose size is at most {@code |e| |a - b|}. Unit vectors lie at
   * most 2 apart, and those with a cosine of 0.5 to one text up to 1.73, so the factor is 2.
   */
  public static final double MARGIN = 2 * EncoderError.BOUND;

  /**
   * Decimals of a cosine that mean something: as many as leave the error of the encoder below half
   * of the last one.
   */
  public static final int DECIMALS = decimals(EncoderError.BOUND);

  private static final double UNIT = Math.pow(10, -DECIMALS);

  private Cosine() {}

  static int decimals(double error) {
    return (int) Math.floor(-Math.log10(2 * error) + 1e-9);
  }

  /** {@code cosine} to {@link #DECIMALS}. */
  public static double rounded(double cosine) {
    return BigDecimal.valueOf(cosine).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  /**
   * Returns whether two processors may have computed these of the same vectors, rounded or not:
   * they differ by one in the last decimal at most.
   */
  public static boolean alike(double one, double other) {
    return Math.abs(one - other) < 1.5 * UNIT;
  }
}
