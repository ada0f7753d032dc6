package io.medsift.curation.domain;

import io.medsift.centroids.NearestCentroid;
import io.medsift.centroids.SharedCentroids;
import io.medsift.embedding.Cosine;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.verdict.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Model and centroids of a plan, of which a process holds one copy. Thread-safe. */
final class PromptClassifier implements AutoCloseable {
  /** Above this share of words that the encoder cannot read, the cluster says nothing. */
  private static final double MAX_UNREAD = 0.5;

  private final DomainPlan plan;
  private final SentenceEncoder encoder;
  private final SharedCentroids centroids;

  private PromptClassifier(DomainPlan plan, SentenceEncoder encoder, SharedCentroids centroids) {
    this.plan = plan;
    this.encoder = encoder;
    this.centroids = centroids;
  }

  /**
   * Opens what the plan names.
   *
   * @throws IOException if the artifact cannot be used, or is not the one of the plan
   */
  static PromptClassifier open(DomainPlan plan) throws IOException {
    SentenceEncoder encoder = plan.embedding().encoder().open();
    try {
      SharedCentroids centroids = SharedCentroids.open(Path.of(plan.directory()), encoder.model());
      PromptClassifier classifier = new PromptClassifier(plan, encoder, centroids);
      String found = centroids.artifact().fingerprint();
      if (!found.equals(plan.versions().centroids())) {
        centroids.close();
        throw new IOException(
            ("The centroids in %s have changed since the job was defined: they were %s and are"
                    + " %s. Start the job again to use them.")
                .formatted(plan.directory(), plan.versions().centroids(), found));
      }
      return classifier;
    } catch (IOException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  /** Number of clusters. */
  int clusters() {
    return centroids.artifact().clusters();
  }

  String label(int cluster) {
    return centroids.artifact().label(cluster);
  }

  /**
   * The cluster of each prompt, in their order: that of the most similar centroid, as this
   * processor computes it, and the lowest index among equals.
   */
  List<PromptCluster> classify(List<String> prompts) {
    float[][] vectors = encoder.encodeAll(prompts).toArray(float[][]::new);
    List<PromptCluster> clusters = new ArrayList<>();
    for (List<NearestCentroid.Assignment> near :
        centroids.nearest().within(Cosine.MARGIN, vectors)) {
      PromptCluster.Tie found = meaningful(near.get(0));
      PromptCluster.Tie tie =
          near.stream()
              .map(PromptClassifier::meaningful)
              .filter(other -> isOtherOutcome(found, other))
              .findFirst()
              .orElse(null);
      clusters.add(
          new PromptCluster(found.cluster(), found.similarity(), plan.versions().centroids(), tie));
    }
    return clusters;
  }

  private static PromptCluster.Tie meaningful(NearestCentroid.Assignment assignment) {
    return new PromptCluster.Tie(assignment.cluster(), Cosine.rounded(assignment.similarity()));
  }

  private boolean isOtherOutcome(PromptCluster.Tie one, PromptCluster.Tie other) {
    return plan.reason(evidence(one, null)) != plan.reason(evidence(other, null));
  }

  /** Returns the evidence for a prompt, most of which the encoder may be unable to read. */
  Evidence.Domain evidence(PromptCluster cluster, String prompt) {
    double unread = encoder.unread(prompt);
    Evidence.Domain found = evidence(cluster);
    return unread > MAX_UNREAD ? found.withUnreadable(Cosine.rounded(unread)) : found;
  }

  /** Returns the evidence. A tie between clusters of the same outcome by this plan is none. */
  Evidence.Domain evidence(PromptCluster cluster) {
    PromptCluster.Tie found =
        new PromptCluster.Tie(cluster.cluster(), Cosine.rounded(cluster.similarity()));
    PromptCluster.Tie tie = cluster.nearTie();
    return evidence(found, tie == null || !isOtherOutcome(found, tie) ? null : tie);
  }

  private Evidence.Domain evidence(PromptCluster.Tie found, PromptCluster.Tie tie) {
    return plan.evidence(
        found.cluster(),
        label(found.cluster()),
        centroids.artifact().agreement(found.cluster()),
        found.similarity(),
        tie == null
            ? null
            : new Evidence.NearTie(tie.cluster(), label(tie.cluster()), tie.similarity()));
  }

  @Override
  public void close() {
    centroids.close();
    encoder.close();
  }
}
