package io.medsift.review.explanation;

import io.medsift.centroids.Cluster;
import io.medsift.review.evidence.EvidencePanel;
import io.medsift.review.evidence.Example;
import io.medsift.review.text.Formats;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * A sample and what decided on it.
 *
 * @param place where its row stands
 * @param evidence of the gate that rejected it; null where it was accepted
 * @param findings of the gates that let it pass, in their order
 * @param chain the samples that its verdict rests on, each with its own verdict
 */
public record Explanation(
    Example sample, String place, Piece evidence, List<Piece> findings, List<Link> chain) {

  public Verdict verdict() {
    return sample.verdict();
  }

  /**
   * One piece of evidence.
   *
   * @param gate that found it
   * @param cluster the cluster that it is about; null where it is about none, or none is at hand
   */
  public record Piece(String gate, EvidencePanel panel, Evidence evidence, Cluster cluster) {}

  /**
   * A sample that a verdict names.
   *
   * @param role what it is to the one before, a phrase such as {@code kept in its place}
   * @param explanation null where its row is not found
   */
  public record Link(String role, Position position, Explanation explanation) {}

  /** {@code accepted}, or {@code rejected, near duplicate}, and what else is to be known. */
  public static String outcome(Verdict verdict) {
    String outcome =
        verdict.decision() == Decision.ACCEPTED
            ? "accepted"
            : "rejected, " + Formats.name(verdict.reason()).toLowerCase(Locale.ROOT);
    return outcome
        + (verdict.late() ? ", came late" : "")
        + (verdict.repeated() ? ", repeated from memory" : "");
  }

  /** The bytes of a letter as people can see them. */
  public static String bytes(DeadLetter letter) {
    if (letter.raw() != null) {
      return letter.raw();
    }
    return letter.rawBase64() == null ? "none: a tombstone" : "Base64: " + letter.rawBase64();
  }
}
