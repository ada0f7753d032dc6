package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;

/**
 * Two samples of which the later is a duplicate of the earlier, if the earlier is accepted.
 *
 * @param similarity Jaccard of the shingle sets
 * @param copy whether they have the same words; then the later shares the fate of the earlier
 */
public record DuplicatePair(
    Rank later, Rank earlier, String earlierId, double similarity, boolean copy) {}
