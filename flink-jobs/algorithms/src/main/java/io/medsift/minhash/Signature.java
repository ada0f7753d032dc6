package io.medsift.minhash;

/**
 * Hashes of a text, as near-duplicate search needs them.
 *
 * @param contentHigh upper half of a 128-bit hash of the token sequence (of the text itself where
 *     it has no tokens): equal for texts that differ in case, spacing and punctuation only
 * @param contentLow lower half
 * @param bands one 64-bit hash per band, empty where the text has no tokens
 * @param shingles the shingle set, distinct and unsorted
 */
public record Signature(long contentHigh, long contentLow, long[] bands, int[] shingles) {}
