package io.medsift.review.explanation;

import io.medsift.centroids.Cluster;
import io.medsift.review.evidence.EvidencePanel;
import io.medsift.review.evidence.EvidencePhrase;
import io.medsift.review.evidence.Example;
import io.medsift.review.text.Formats;
import io.medsift.review.text.Plural;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Review;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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
   * @param reviews what reviewers think of the verdict
   * @param prompt what became of all responses to its prompt; null where the job does not look at
   *     them, or the sample is not what was asked for
   */
  record OfSample(
      Example sample,
      String place,
      Piece evidence,
      List<Piece> findings,
      List<Link> links,
      List<Change> revisions,
      List<Review> reviews,
      PromptResponses prompt)
      implements Explanation {
    public OfSample {
      revisions = List.copyOf(revisions);
      reviews = List.copyOf(reviews);
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
          + (verdict.repeated() ? ", repeated from state" : "")
          + (revisions.isEmpty()
              ? ""
              : revisions.get(revisions.size() - 1).revision().keeps()
                  ? "; reinstated later"
                  : "; revoked later");
    }
  }

  /** A review as a fact: the reviewer, and what he thinks of the verdict. */
  static Map.Entry<String, String> fact(Review review) {
    return Map.entry(
        review.reviewer(),
        review.judgement().wireName()
            + ", "
            + Instant.ofEpochMilli(review.time())
            + (review.note() == null ? "" : ": " + review.note()));
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
   * What became of all responses to a prompt.
   *
   * @param responses those that were found, by position
   */
  record PromptResponses(PromptDecision decision, List<PromptResponse> responses) {
    public PromptResponses {
      responses = List.copyOf(responses);
    }

    /** Counts and answers by their names, in order. */
    public Map<String, String> facts() {
      Map<String, String> facts = new LinkedHashMap<>();
      PromptCounts counts = decision.counts();
      if (decision.passRate() != null) {
        facts.put(
            "pass rate",
            String.format(
                Locale.ROOT,
                "%d of %d verified responses are correct, %s",
                counts.correct(),
                counts.verified(),
                Formats.share(counts.correct(), counts.verified())));
      }
      facts.put("responses", EvidencePhrase.counts(counts));
      facts.put(
          "decided",
          switch (decision.closed()) {
            case COMPLETE -> "when all announced responses had arrived";
            case FULL -> "at the maximum number of responses to a prompt";
            case WAITED_OUT -> "after the wait, without the missing responses";
          });
      if (decision.late() > 0) {
        facts.put("late, not counted", Formats.count(decision.late()));
      }
      if (decision.reference() != null) {
        facts.put("reference", decision.reference());
      }
      if (!decision.wrongAnswers().isEmpty()) {
        facts.put("wrong answers", wrongAnswers());
      }
      if (decision.agreesOnWrongAnswer()) {
        facts.put("check the reference", "all responses agree on another answer");
      }
      return facts;
    }

    private String wrongAnswers() {
      String listed =
          decision.wrongAnswers().stream()
              .map(wrong -> wrong.answer() + " (" + Formats.count(wrong.count()) + ")")
              .collect(Collectors.joining(", "));
      return decision.otherWrong() == 0
          ? listed
          : listed + ", others (" + Formats.count(decision.otherWrong()) + ")";
    }

    /** How many of the responses are not listed, as a sentence; empty if all are. */
    public String missing() {
      int missing = decision.counts().responses() + decision.late() - responses.size();
      return missing <= 0
          ? ""
          : Plural.of(missing, "response")
              + " not listed: dead letters, rows that retention has deleted, and in topics rejected"
              + " responses that 'generate' did not write.";
    }
  }

  /**
   * One of the responses to a prompt.
   *
   * @param asked whether it is the sample that is explained
   * @param answer that was read from it; null where none was
   * @param measure by which select chose; null where it did not
   */
  record PromptResponse(
      String id, Position position, boolean asked, String outcome, String answer, Double measure) {
    /** What became of it, in a line. */
    public String line() {
      return outcome
          + (answer == null ? "" : "; answered " + answer)
          + (measure == null ? "" : "; measure " + EvidencePhrase.measure(measure))
          + (asked ? "; this one" : "");
    }
  }

  /**
   * A sample that a verdict names.
   *
   * @param role what it is to the first sample, a phrase such as {@code kept in its place}
   * @param explanation null if its row is not found
   */
  record Link(String role, Position position, OfSample explanation) {}
}
