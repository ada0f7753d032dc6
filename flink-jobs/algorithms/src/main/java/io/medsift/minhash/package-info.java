/**
 * Near-duplicate text: tokens, shingle sets, SuperMinHash signatures cut into bands, and exact
 * Jaccard. Signatures and sets sit in state for years, so everything here that shapes them is
 * versioned by {@link io.medsift.minhash.SignatureScheme#fingerprint()}.
 */
package io.medsift.minhash;
