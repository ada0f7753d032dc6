package io.medsift.centroids.embed;

/**
 * A prompt on its way to its part.
 *
 * @param part the part of the store that it belongs to
 */
public record PromptRow(int part, String prompt) {}
