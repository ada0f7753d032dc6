package io.medsift.curation.deduplicate;

/** 128-bit hash of a token sequence, a key in state. */
public record ContentHash(long high, long low) {}
