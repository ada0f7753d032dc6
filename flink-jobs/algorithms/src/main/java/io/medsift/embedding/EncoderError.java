package io.medsift.embedding;

/**
 * The error of the encoder: how far two vectors of one text may lie apart that different processors
 * computed. A runtime adds in another order where a processor has other instructions, so the last
 * bits differ.
 */
public final class EncoderError {

  /**
   * The greatest Euclidean length of the difference of two unit vectors of the same text and model,
   * each computed by any kernel. So the cosine of the text and one fixed unit vector differs by no
   * more than this, and the difference of its cosines with two of them by no more than twice this.
   */
  public static final double BOUND = 2e-6;

  private EncoderError() {}
}
