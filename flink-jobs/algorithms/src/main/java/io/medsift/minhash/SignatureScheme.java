package io.medsift.minhash;

import java.io.Serializable;
import java.util.Locale;

/**
 * The numbers that fix a signature. A pair of texts at Jaccard s shares a band with probability
 * {@code 1 - (1 - s^rows)^bands}: at 26 x 5 that is .992 at 0.70 and .9991 at 0.75.
 *
 * @param ngram tokens in a shingle
 * @param bands bands in a signature
 * @param rows signature components in a band
 * @param seed of the hash functions
 * @param tokens version of the tokeniser, 1 to 3; the latest folds what readers cannot tell apart
 */
public record SignatureScheme(int ngram, int bands, int rows, long seed, int tokens)
    implements Serializable {
  /** The version of the tokeniser for new state. */
  public static final int LATEST_TOKENS = 3;

  public SignatureScheme {
    if (tokens < 1 || tokens > LATEST_TOKENS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the tokeniser has the versions 1 to %d, got %d",
              LATEST_TOKENS,
              tokens));
    }
    if (ngram < 1 || bands < 1 || rows < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ngram, bands and rows must be positive, got %d, %d and %d",
              ngram,
              bands,
              rows));
    }
  }

  /** A scheme with the latest tokeniser. */
  public SignatureScheme(int ngram, int bands, int rows, long seed) {
    this(ngram, bands, rows, seed, LATEST_TOKENS);
  }

  /** Names this scheme and the versions of everything that shapes a signature. */
  public String fingerprint() {
    return String.format(
        Locale.ROOT,
        "tokens-%d/shingles-1/superminhash-1/ngram=%d/bands=%d/rows=%d/seed=%d",
        tokens,
        ngram,
        bands,
        rows,
        seed);
  }
}
