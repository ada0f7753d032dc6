package io.medsift.curation.deduplicate;

/** A sample's shingle set as state keeps it. */
public record Shingles(String id, int[] set) {}
