package io.medsift.review.explanation;

import io.medsift.centroids.Cluster;
import io.medsift.review.evidence.EvidencePanel;
import io.medsift.review.evidence.Example;
import io.medsift.review.text.Formats;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A row and the reasons for it. */
public sealed interface Explanation {

  /**
   * A sample and what decided on it.
   *
   * @param place of its row
   * @param evidence of the gate that rejected it; null if it was accepted
   * @param findings of the gates that it passed, in their order
   * @param links to the samples that its verdict rests on, each with its own verdict
   * @param revisions of the verdict, in their order
   */
  record OfSample(
      Example sample,
      String place,
      Piece evidence,
      List<Piece> findings,
      List<Link> links,
      List<Change> revisions)
      implements Explanation {
    public OfSample {
      revisions = List.copyOf(revisions);
      findings = List.copyOf(findings);
      links = List.copyOf(links);
    }

    /** The verdict on the sample. */
    public Verdict verdict() {
      return sample.verdict();
    }

    /** {@code accepted}, or {@code rejected, near duplicate}; and whether it was late. */
    public String outcome() {
      Verdict verdict = verdict();
      String outcome =
          verdict.decision() == Decision.ACCEPTED
              ? "accepted"
              : "rejected, " + Formats.name(verdict.reason()).toLowerCase(Locale.ROOT);
      return outcome
          + (verdict.late() ? ", came late" : "")
          + (verdict.repeated() ? ", repeated from memory" : "")
          + (revisions.isEmpty()
              ? ""
              : revisions.get(revisions.size() - 1).revision().keeps()
                  ? "; reinstated since"
                  : "; revoked since");
    }
  }

  /**
   * A revision of the verdict on a sample.
   *
   * @param evidence that it rests on; null for none
   */
  record Change(Revision revision, Piece evidence) {
    /** What it did: {@code revoked, near duplicate}. */
    public String outcome() {
      return revision.keeps()
          ? "reinstated"
          : "revoked"
              + (revision.reason() == null
                  ? ""
                  : ", " + Formats.name(revision.reason()).toLowerCase(Locale.ROOT));
    }

    /** Who did it, when, and with what: facts by their names, in order. */
    public Map<String, String> facts() {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("by", revision.by().kind().wireName() + " " + revision.by().name());
      facts.put("time", Instant.ofEpochMilli(revision.time()).toString());
      if (revision.note() != null) {
        facts.put("note", revision.note());
      }
      if (revision.index() != null) {
        facts.put("benchmarks", revision.index().fingerprint());
      }
      return facts;
    }
  }

  /** A record that is not a sample, and the error that says why. */
  record OfDeadLetter(DeadLetter letter, String place) implements Explanation {
    /** The bytes of the record as text. */
    public String bytes() {
      if (letter.raw() != null) {
        return letter.raw();
      }
      return letter.rawBase64() == null ? "none: a tombstone" : "Base64: " + letter.rawBase64();
    }
  }

  /**
   * One piece of evidence.
   *
   * @param gate that found it
   * @param cluster that it is about; null if it is about none, or the cluster is not known
   */
  record Piece(String gate, EvidencePanel panel, Evidence evidence, Cluster cluster) {}

  /**
   * A sample that a verdict names.
   *
   * @param role what it is to the first sample, a phrase such as {@code kept in its place}
   * @param explanation null if its row is not found
   */
  record Link(String role, Position position, OfSample explanation) {}
}
