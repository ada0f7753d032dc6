package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/**
 * Earlier samples that share a band with a sample.
 *
 * @param shard key of the shard of {@code sample}
 * @param earlier their ranks, as {@link Rank} writes them
 */
public record Candidates(int shard, Rank sample, byte[] earlier) {}
