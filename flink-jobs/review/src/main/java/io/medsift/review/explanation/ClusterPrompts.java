package io.medsift.review.explanation;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.Optional;

/** The prompts that are nearest to the centre of a sample's cluster. */
public final class ClusterPrompts {
  private final CentroidArtifact artifact;

  /**
   * The clusters of an artifact.
   *
   * @param artifact null where none is at hand
   */
  public ClusterPrompts(CentroidArtifact artifact) {
    this.artifact = artifact;
  }

  /** The cluster; empty where the verdict was given with other centroids than are at hand. */
  Optional<Cluster> of(Verdict verdict, Evidence.Domain domain) throws IOException {
    if (artifact == null
        || !artifact.fingerprint().equals(verdict.artifacts().get("centroids"))
        || domain.cluster() >= artifact.clusters()) {
      return Optional.empty();
    }
    return Optional.of(artifact.cluster(domain.cluster()));
  }
}
