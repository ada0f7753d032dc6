package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/**
 * Asks for the similarity of a sample to earlier ones that live in one shard.
 *
 * @param shard key of that shard
 * @param earlier their ranks, as {@link Rank} writes them
 */
public record CompareRequest(int shard, Rank sample, int[] shingles, byte[] earlier) {}
