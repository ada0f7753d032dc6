package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/** The shingle set of a sample, on its way to the shard that keeps it. */
public record StoredSet(int shard, Rank rank, String id, int[] shingles) {}
