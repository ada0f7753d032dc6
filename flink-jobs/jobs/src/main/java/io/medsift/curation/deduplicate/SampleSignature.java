package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/**
 * What the search for copies and pairs needs of a sample.
 *
 * @param shard key of the shard of the content hash
 * @param size number of shingles
 */
public record SampleSignature(
    int shard, Rank rank, String id, int size, long contentHigh, long contentLow, long[] bands) {}
