package io.medsift.decontamination;

import io.medsift.decontamination.index.EvaluationItem;

/**
 * The prompt and an evaluation item are alike, character by character.
 *
 * @param item the most similar item; of equally similar ones the first in the order of the index
 * @param text of the item that was compared: its question, or question and options
 * @param ratio 0 to 100: {@code 200 * LCS / (|prompt| + |text|)} in code points
 */
public record FuzzyMatch(EvaluationItem item, String text, double ratio) implements Contamination {}
