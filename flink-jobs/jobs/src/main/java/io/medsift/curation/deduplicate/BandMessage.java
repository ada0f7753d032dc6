package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/**
 * The bands of one sample that live in one shard.
 *
 * @param shard key of that shard
 * @param size number of shingles of the sample
 */
public record BandMessage(int shard, Rank rank, int size, long[] bands) {}
