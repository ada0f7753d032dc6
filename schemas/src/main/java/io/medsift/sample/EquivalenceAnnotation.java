package io.medsift.sample;

/** A model's word on whether the response says the same as a free-text reference. */
public record EquivalenceAnnotation(boolean equivalent, String model, String promptVersion) {}
