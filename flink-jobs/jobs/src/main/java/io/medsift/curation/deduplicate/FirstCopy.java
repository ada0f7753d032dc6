package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/** The sample of lowest rank with some content. */
public record FirstCopy(Rank rank, String id) {}
