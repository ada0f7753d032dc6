package io.medsift.curation.domain;

import java.io.Serializable;
import java.util.List;

/**
 * The settings of the gate as its operator uses them.
 *
 * @param centroids directory of the centroid artifact
 * @param centroidsFingerprint what the directory held when the job was defined
 * @param keep labels that stay
 */
public record DomainPlan(String centroids, String centroidsFingerprint, List<String> keep)
    implements Serializable {
  public DomainPlan {
    keep = List.copyOf(keep);
  }
}
