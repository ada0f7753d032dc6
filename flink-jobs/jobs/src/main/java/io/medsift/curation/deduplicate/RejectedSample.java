package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/** A rejection on its way to the shard, by key, where the sample waits. */
public record RejectedSample(int shard, Rank rank, Rejection rejection) {}
