package io.medsift.cli.explain;

import io.medsift.centroids.Cluster;
import io.medsift.cli.report.evidence.EvidencePanel;
import io.medsift.cli.report.tally.Example;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import java.util.List;

/**
 * A sample and what decided on it.
 *
 * @param place where its row stands
 * @param evidence of the gate that rejected it; null where it was accepted
 * @param findings of the gates that let it pass, in their order
 * @param chain the samples that its verdict rests on, each with its own verdict
 */
record Explanation(
    Example sample, String place, Piece evidence, List<Piece> findings, List<Link> chain) {

  Verdict verdict() {
    return sample.verdict();
  }

  /**
   * One piece of evidence.
   *
   * @param gate that found it
   * @param cluster the cluster that it is about; null where it is about none, or none is at hand
   */
  record Piece(String gate, EvidencePanel panel, Evidence evidence, Cluster cluster) {}

  /**
   * A sample that a verdict names.
   *
   * @param role what it is to the one before, a phrase such as {@code kept in its place}
   * @param explanation null where its row is not found
   */
  record Link(String role, Position position, Explanation explanation) {}
}
