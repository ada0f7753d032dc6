package io.medsift.minhash;

import java.io.Serializable;

/**
 * The numbers that fix a signature. A pair of texts at Jaccard s shares a band with probability
 * {@code 1 - (1 - s^rows)^bands}: at 26 x 5 that is .992 at 0.70 and .9991 at 0.75.
 *
 * @param ngram tokens in a shingle
 * @param bands bands in a signature
 * @param rows signature components in a band
 * @param seed of the hash functions
 */
public record SignatureScheme(int ngram, int bands, int rows, long seed) implements Serializable {

  public SignatureScheme {
    if (ngram < 1 || bands < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "ngram, bands and rows must be positive, got %d, %d and %d"
              .formatted(ngram, bands, rows));
    }
  }

  /** Names this scheme and the versions of everything that shapes a signature. */
  public String fingerprint() {
    return "tokens-1/shingles-1/superminhash-1/ngram=%d/bands=%d/rows=%d/seed=%d"
        .formatted(ngram, bands, rows, seed);
  }

  /** Probability that a pair at Jaccard {@code similarity} shares a band. */
  public double recall(double similarity) {
    return 1 - Math.pow(1 - Math.pow(similarity, rows), bands);
  }
}
