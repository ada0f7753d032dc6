package io.medsift.decontamination;

/**
 * The prompt contains so much of one evaluation item, or consists so much of it, that chance is no
 * explanation.
 *
 * @param item of the highest score; of equal ones that with most choices found, then the first
 * @param score 0 to 1: the weighted share of the item's question that stands in the prompt, or for
 *     a truncated copy the share of the prompt's question that comes from the item
 * @param containment 0 to 1: the former of the two
 * @param support information of the shared words in nats
 * @param optionsFound how many of the item's choices follow in the prompt
 * @param phrase the weightiest run of words in common, as it stands in the prompt
 * @param itemsSharing how many items hold all of the phrase, at least 1
 */
public record CalibratedMatch(
    EvaluationItem item,
    double score,
    double containment,
    double support,
    int optionsFound,
    String phrase,
    int itemsSharing)
    implements Contamination {}
