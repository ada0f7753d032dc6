package io.medsift.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * The domain gate.
 *
 * @param centroids directory of the centroid artifact, null for the one that comes with the product
 * @param keep cluster labels that stay
 */
public record DomainSettings(String centroids, List<String> keep) implements Serializable {
  public DomainSettings {
    keep = List.copyOf(keep);
  }
}
