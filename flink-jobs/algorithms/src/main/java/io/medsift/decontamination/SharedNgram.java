package io.medsift.decontamination;

import io.medsift.decontamination.index.EvaluationItem;

/**
 * The prompt and an evaluation item have n consecutive words in common.
 *
 * @param item the first item, in the order of the index, that holds the n-gram
 * @param ngram the leftmost n-gram of the prompt that is in the index: lower case, one space
 *     between words
 * @param itemsSharing how many items hold it, at least 1; a large number speaks of a set phrase
 */
public record SharedNgram(EvaluationItem item, String ngram, int itemsSharing)
    implements Contamination {}
