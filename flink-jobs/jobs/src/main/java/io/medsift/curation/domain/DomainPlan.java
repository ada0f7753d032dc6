package io.medsift.curation.domain;

import io.medsift.recipe.DomainSettings;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of the gate as its operator uses them.
 *
 * @param centroids directory of the centroid artifact
 * @param centroidsFingerprint what the directory held when the job was defined
 * @param keep labels that stay
 * @param minimumAgreement least share of the votes for the label, null for any
 * @param minimumSimilarity least cosine of prompt and centroid, null for any
 */
public record DomainPlan(
    String centroids,
    String centroidsFingerprint,
    List<String> keep,
    Double minimumAgreement,
    Double minimumSimilarity)
    implements Serializable {
  public DomainPlan {
    keep = List.copyOf(keep);
  }

  /** The plan of a recipe's settings. */
  public static DomainPlan of(String centroids, String fingerprint, DomainSettings settings) {
    return new DomainPlan(
        centroids,
        fingerprint,
        settings.keep(),
        settings.minimumAgreement(),
        settings.minimumSimilarity());
  }

  /** What the gate found, with what it asks for. */
  Evidence.Domain evidence(int cluster, String label, double agreement, double similarity) {
    return new Evidence.Domain(
        cluster, label, agreement, similarity, keep, minimumAgreement, minimumSimilarity);
  }

  /** Why the gate rejects, null where it does not. */
  Reason reason(Evidence.Domain found) {
    if (!keep.contains(found.label())) {
      return Reason.OFF_DOMAIN;
    }
    boolean divided = minimumAgreement != null && found.agreement() < minimumAgreement;
    boolean far = minimumSimilarity != null && found.similarity() < minimumSimilarity;
    return divided || far ? Reason.UNSURE_DOMAIN : null;
  }
}
