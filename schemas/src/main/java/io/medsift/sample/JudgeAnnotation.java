package io.medsift.sample;

/** A model's score of the response against the reference: 1 to 10, decimals allowed. */
public record JudgeAnnotation(double score, String model, String promptVersion) {}
