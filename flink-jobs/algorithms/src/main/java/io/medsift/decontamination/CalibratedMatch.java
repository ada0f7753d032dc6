package io.medsift.decontamination;

import io.medsift.decontamination.index.EvaluationItem;

/**
 * The prompt contains so much of one evaluation item that chance is no explanation.
 *
 * @param item of the highest score; of equal ones that with most support, then with most choices
 *     found, then the first in the order of the index
 * @param score 0 to 1: the share of the item's question, weighted by rarity, that stands in the
 *     prompt
 * @param support information of the words in the shared rare phrases, in nats
 * @param optionsFound how many of the item's choices follow in the prompt
 * @param phrase the weightiest run of words in common, as it stands in the prompt
 * @param itemsSharing how many items hold all of the phrase, at least 1
 */
public record CalibratedMatch(
    EvaluationItem item,
    double score,
    double support,
    int optionsFound,
    String phrase,
    int itemsSharing)
    implements Contamination {}
