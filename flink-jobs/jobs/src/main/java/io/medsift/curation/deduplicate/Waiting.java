package io.medsift.curation.deduplicate;

import io.medsift.curation.gate.Envelope;

/** A sample that waits for its verdict in the shard with this key. */
public record Waiting(int shard, Envelope envelope) {}
