package io.medsift.curation.domain;

/**
 * The cluster of a prompt as state keeps it.
 *
 * @param similarity cosine of prompt and centroid
 * @param centroids fingerprint of the centroids that it was assigned by
 * @param nearTie the nearest cluster of another outcome, where the encoder's error may hide that it
 *     is nearer; else null
 */
public record PromptCluster(int cluster, double similarity, String centroids, Tie nearTie) {

  /** Another cluster and its similarity. */
  public record Tie(int cluster, double similarity) {}
}
