package io.medsift.decontamination;

/** Placeholder. */
public record CalibratedMatch(EvaluationItem item, double score) implements Contamination {}
