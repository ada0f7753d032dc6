package io.medsift.judging;

/**
 * A judge's reply as read.
 *
 * @param score 1 to 10
 * @param rationale the judge's reasons in its own words, shortened; null where it gives none
 */
public record Judgement(double score, String rationale) {}
