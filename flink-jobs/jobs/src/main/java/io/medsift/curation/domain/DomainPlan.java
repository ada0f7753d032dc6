package io.medsift.curation.domain;

import io.medsift.recipe.Recipe.DomainSettings;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import io.medsift.verdict.Verdict;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The settings of the gate as its operator uses them.
 *
 * @param directory of the centroid artifact
 * @param versions what the directory held when the job was defined
 * @param keep labels that stay
 * @param minimumAgreement least share of the votes for the label, null for any
 * @param minimumSimilarity least cosine of prompt and centroid, null for any
 * @param embedding assignment of prompts to clusters
 */
public record DomainPlan(
    String directory,
    Versions versions,
    List<String> keep,
    Double minimumAgreement,
    Double minimumSimilarity,
    PromptEmbedding embedding)
    implements Serializable {
  public DomainPlan {
    keep = List.copyOf(keep);
  }

  /**
   * What a cluster is found by, as verdicts name it.
   *
   * @param centroids fingerprint of the artifact
   * @param model id of the encoder
   */
  public record Versions(String centroids, String model) implements Serializable {
    private static final String CENTROIDS = "centroids";
    private static final String MODEL = "embedding_model";

    /** Those that a verdict names; null for what it does not. */
    static Versions of(Verdict verdict) {
      return new Versions(verdict.artifacts().get(CENTROIDS), verdict.artifacts().get(MODEL));
    }

    /** Artifact name to fingerprint. */
    public Map<String, String> fingerprints() {
      return Map.of(CENTROIDS, centroids, MODEL, model);
    }
  }

  /** The plan of a recipe's settings. */
  public static DomainPlan of(
      String directory, Versions versions, DomainSettings settings, PromptEmbedding embedding) {
    return new DomainPlan(
        directory,
        versions,
        settings.keep(),
        settings.minimumAgreement(),
        settings.minimumSimilarity(),
        embedding);
  }

  /**
   * What the gate found, with what it asks for.
   *
   * @param tie null for none
   */
  Evidence.Domain evidence(
      int cluster, String label, double agreement, double similarity, Evidence.NearTie tie) {
    return new Evidence.Domain(
        cluster, label, agreement, similarity, keep, minimumAgreement, minimumSimilarity, tie);
  }

  /** Why the gate rejects, null where it does not. */
  Reason reason(Evidence.Domain found) {
    if (found.unreadable() != null) {
      return Reason.UNSURE_DOMAIN;
    }
    if (!keep.contains(found.label())) {
      return Reason.OFF_DOMAIN;
    }
    boolean divided = minimumAgreement != null && found.agreement() < minimumAgreement;
    boolean far = minimumSimilarity != null && found.similarity() < minimumSimilarity;
    return divided || far ? Reason.UNSURE_DOMAIN : null;
  }
}
