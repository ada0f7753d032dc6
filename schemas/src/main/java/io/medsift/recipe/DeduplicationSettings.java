package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;

/**
 * The deduplication gate. All but {@code bucketCap} and {@code shards} are part of the fingerprint
 * that state is tied to; {@code shards} is too, since it fixes where state lives.
 *
 * @param ngram words in a shingle
 * @param jaccard responses at this similarity or above are duplicates, above 0 to 1
 * @param bands signature bands; a pair that shares one is compared
 * @param rows signature components in a band
 * @param bucketCap samples of lowest rank that a bucket holds
 * @param shards virtual shards that the state is cut into
 * @param seed of the hash functions
 * @param tokenizerVersion 3 takes texts that look alike for the same; 1 and 2 continue with state
 *     from before it
 */
public record DeduplicationSettings(
    DeduplicationScope scope,
    int ngram,
    double jaccard,
    int bands,
    int rows,
    int bucketCap,
    int shards,
    long seed,
    int tokenizerVersion)
    implements Serializable {
  private static final int LATEST_TOKENIZER = 3;

  /** The published numbers, and bands that find .992 of the pairs at 0.7 and .9991 at 0.75. */
  public static final DeduplicationSettings DEFAULT =
      new DeduplicationSettings(DeduplicationScope.GLOBAL, 4, 0.7, 26, 5, 32, 8, 1);

  /** Settings with the latest tokenizer. */
  public DeduplicationSettings(
      DeduplicationScope scope,
      int ngram,
      double jaccard,
      int bands,
      int rows,
      int bucketCap,
      int shards,
      long seed) {
    this(scope, ngram, jaccard, bands, rows, bucketCap, shards, seed, LATEST_TOKENIZER);
  }

  /** Scope within which samples are compared. */
  public enum DeduplicationScope {
    /** All. */
    GLOBAL,
    /** Those with the same prompt. */
    PROMPT;

    /** The spelling in recipes. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
