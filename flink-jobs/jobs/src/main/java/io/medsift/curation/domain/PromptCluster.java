package io.medsift.curation.domain;

/**
 * The cluster of a prompt as state keeps it.
 *
 * @param similarity cosine of prompt and centroid
 * @param centroids fingerprint of the centroids that it was assigned by
 */
public record PromptCluster(int cluster, double similarity, String centroids) {}
