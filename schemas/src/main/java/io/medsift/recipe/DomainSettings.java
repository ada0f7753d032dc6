package io.medsift.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * The domain gate.
 *
 * @param centroids directory of the centroid artifact, null for the one that comes with the product
 * @param keep cluster labels that stay
 * @param minimumAgreement least share of the votes that a cluster's label must have, null for any
 * @param minimumSimilarity least cosine of prompt and centroid, null for any
 */
public record DomainSettings(
    String centroids, List<String> keep, Double minimumAgreement, Double minimumSimilarity)
    implements Serializable {
  public DomainSettings {
    keep = List.copyOf(keep);
  }
}
