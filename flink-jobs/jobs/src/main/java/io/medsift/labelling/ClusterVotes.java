package io.medsift.labelling;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.centroids.RelabelledArtifact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Votes on the prompts nearest to each centroid of an artifact: a label, or null without a vote, in
 * the order of clusters and of prompts in them.
 */
public final class ClusterVotes {

  private final CentroidArtifact artifact;
  private final Voter voter;
  private final List<List<String>> votes;

  ClusterVotes(CentroidArtifact artifact, Voter voter, List<List<String>> votes) {
    this.artifact = artifact;
    this.voter = voter;
    this.votes = votes;
  }

  /** Returns the number of clusters without any vote, which get the last label. */
  public long clustersWithoutVotes() {
    return votes.stream()
        .filter(labels -> labels.stream().allMatch(label -> label == null))
        .count();
  }

  /**
   * Returns the artifact with the majorities as its labels, not on disk yet.
   *
   * @param withPrompts whether it holds the prompts that voted; without them it cannot be labelled
   *     again
   */
  public RelabelledArtifact majorities(boolean withPrompts) {
    return new RelabelledArtifact(
        artifact, voter.labels(), voter.classifier(), index -> labelled(index, withPrompts));
  }

  private Cluster labelled(int index, boolean withPrompts) throws IOException {
    Cluster cluster = artifact.cluster(index);
    List<Cluster.NearestPrompt> nearest = new ArrayList<>();
    for (int i = 0; i < cluster.nearest().size(); i++) {
      Cluster.NearestPrompt prompt = cluster.nearest().get(i);
      nearest.add(
          new Cluster.NearestPrompt(prompt.prompt(), prompt.distance(), votes.get(index).get(i)));
    }
    Cluster labelled = Cluster.byMajority(voter.labels(), cluster.size(), nearest);
    return withPrompts ? labelled : labelled.withoutPrompts();
  }
}
