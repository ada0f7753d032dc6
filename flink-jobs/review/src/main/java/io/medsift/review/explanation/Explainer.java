package io.medsift.review.explanation;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.centroids.Cluster;
import io.medsift.review.evidence.EvidenceReader;
import io.medsift.review.evidence.Example;
import io.medsift.review.text.Excerpt;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.Review;
import io.medsift.verdict.Revision;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Explains rows by their evidence and by the samples that they name. */
public final class Explainer {
  private static final int ANSWER_LENGTH = 60;

  private final VerdictSource source;
  private final CentroidArtifact centroids;
  private final boolean whole;

  /**
   * Explains rows of a source.
   *
   * @param centroids to show the prompts of a sample's cluster; null for none
   */
  public Explainer(VerdictSource source, CentroidArtifact centroids) {
    this(source, centroids, true);
  }

  /**
   * Explains rows of a source.
   *
   * @param whole whether all of each text is compared and shown; else very long ones are cut, as in
   *     a report
   */
  public Explainer(VerdictSource source, CentroidArtifact centroids, boolean whole) {
    this.source = source;
    this.centroids = centroids;
    this.whole = whole;
  }

  /** Explains a row and the rows about the samples that it rests on. */
  public Explanation explain(DecidedRow row) throws IOException {
    if (row instanceof DecidedRow.OfDeadLetter dead) {
      return new Explanation.OfDeadLetter(dead.letter(), dead.place());
    }
    DecidedRow.OfSample decided = (DecidedRow.OfSample) row;
    Example kept = null;
    List<Explanation.Link> links = new ArrayList<>();
    if (decided.row().verdict().evidence() instanceof Evidence.Duplicate duplicate) {
      if (duplicate.copyOf() != null) {
        links.add(link("has the same words, and was rejected before it", duplicate.copyOf()));
      }
      Explanation.Link last = link("kept in its place", duplicate.kept());
      links.add(last);
      kept = last.explanation() == null ? null : last.explanation().sample();
    }
    if (decided.row().verdict().evidence() instanceof Evidence.Selection selection
        && selection.kept() != null) {
      Explanation.Link best = link("kept in its place", selection.kept());
      links.add(best);
      kept = best.explanation() == null ? null : best.explanation().sample();
    }
    if (decided.row().verdict().evidence() instanceof Evidence.Quota quota) {
      links.add(link("first of those that were kept", quota.first()));
      if (!quota.last().equals(quota.first())) {
        links.add(link("last of those that were kept", quota.last()));
      }
    }
    return explain(decided, kept, links, responses(decided));
  }

  private Explanation.Link link(String role, Position position) throws IOException {
    List<DecidedRow> found = source.at(position);
    Explanation.OfSample explanation =
        !found.isEmpty() && found.get(0) instanceof DecidedRow.OfSample sample
            ? explain(sample, null, List.of(), null)
            : null;
    return new Explanation.Link(role, position, explanation);
  }

  /** Returns the responses to the prompt of a sample; null where the job does not look at them. */
  private Explanation.PromptResponses responses(DecidedRow.OfSample decided) throws IOException {
    Sample sample = decided.parsed().orElse(null);
    PromptDecision decision = sample == null ? null : source.prompt(sample).orElse(null);
    if (decision == null) {
      return null;
    }
    List<Explanation.PromptResponse> responses = new ArrayList<>();
    for (DecidedRow.OfSample row : source.responses(sample, decision)) {
      Explanation.OfSample response = explain(row, null, List.of(), null);
      responses.add(
          new Explanation.PromptResponse(
              response.sample().id(),
              row.position(),
              row.position().equals(decided.position()),
              response.outcome(),
              answer(response.verdict()),
              measure(response.verdict(), decision)));
    }
    return new Explanation.PromptResponses(decision, responses);
  }

  private static String answer(Verdict verdict) {
    return Stream.concat(verdict.findings().stream(), Stream.ofNullable(verdict.evidence()))
        .filter(Evidence.Answer.class::isInstance)
        .map(evidence -> ((Evidence.Answer) evidence).extracted())
        .filter(Objects::nonNull)
        .map(answer -> Excerpt.head(answer, ANSWER_LENGTH))
        .findFirst()
        .orElse(null);
  }

  private static Double measure(Verdict verdict, PromptDecision decision) {
    if (verdict.evidence() instanceof Evidence.Selection selection) {
      return selection.measure();
    }
    return decision.kept().stream()
        .filter(kept -> kept.position().equals(verdict.position()))
        .map(PromptDecision.Kept::measure)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Explanation.OfSample explain(
      DecidedRow.OfSample decided,
      Example kept,
      List<Explanation.Link> links,
      Explanation.PromptResponses prompt)
      throws IOException {
    Verdict verdict = decided.row().verdict();
    Example sample =
        whole
            ? Example.whole(decided.row().sample(), verdict)
            : Example.of(decided.row().sample(), verdict);
    List<Explanation.Piece> findings = new ArrayList<>();
    for (Evidence finding : verdict.findings()) {
      findings.add(piece(finding.visit(new GateOfEvidence()), finding, sample, null));
    }
    Explanation.Piece evidence =
        verdict.evidence() == null ? null : piece(verdict.gate(), verdict.evidence(), sample, kept);
    return new Explanation.OfSample(
        sample,
        decided.place(),
        evidence,
        findings,
        links,
        changes(decided, sample),
        reviews(decided),
        prompt);
  }

  // Reviews outlive topics that are deleted and created again, where a position is another sample.
  private List<Review> reviews(DecidedRow.OfSample decided) {
    String id = Example.text(decided.row().sample(), "id");
    return source.reviews(decided.position()).stream()
        .filter(each -> each.id().equals(id))
        .toList();
  }

  private List<Explanation.Change> changes(DecidedRow.OfSample decided, Example sample)
      throws IOException {
    List<Explanation.Change> changes = new ArrayList<>();
    for (Revision revision : source.revisions(decided.position())) {
      Evidence evidence = revision.evidence();
      changes.add(
          new Explanation.Change(
              revision,
              evidence == null
                  ? null
                  : piece(evidence.visit(new GateOfEvidence()), evidence, sample, null)));
    }
    return changes;
  }

  private Explanation.Piece piece(Gate gate, Evidence evidence, Example sample, Example kept)
      throws IOException {
    Cluster cluster =
        evidence instanceof Evidence.Domain domain ? cluster(sample.verdict(), domain) : null;
    return new Explanation.Piece(
        gate.wireName(), EvidenceReader.of(evidence, sample, kept), evidence, cluster);
  }

  /** Returns the cluster of a sample; null if the verdict was given with other centroids. */
  private Cluster cluster(Verdict verdict, Evidence.Domain domain) throws IOException {
    return centroids == null
            || !centroids.fingerprint().equals(verdict.artifacts().get("centroids"))
            || domain.cluster() >= centroids.clusters()
        ? null
        : centroids.cluster(domain.cluster());
  }

  private static final class GateOfEvidence implements Evidence.Visitor<Gate> {
    @Override
    public Gate of(LeakEvidence.SharedNgram sharedNgram) {
      return Gate.DECONTAMINATE;
    }

    @Override
    public Gate of(LeakEvidence.FuzzyMatch fuzzyMatch) {
      return Gate.DECONTAMINATE;
    }

    @Override
    public Gate of(LeakEvidence.Containment containment) {
      return Gate.DECONTAMINATE;
    }

    @Override
    public Gate of(LeakEvidence.Alignment alignment) {
      return Gate.DECONTAMINATE;
    }

    @Override
    public Gate of(LeakEvidence.SemanticMatch semanticMatch) {
      return Gate.DECONTAMINATE;
    }

    @Override
    public Gate of(Evidence.Answer answer) {
      return Gate.VERIFY;
    }

    @Override
    public Gate of(Evidence.Quality quality) {
      return Gate.QUALITY;
    }

    @Override
    public Gate of(Evidence.Score score) {
      return Gate.JUDGE;
    }

    @Override
    public Gate of(Evidence.Domain domain) {
      return Gate.DOMAIN;
    }

    @Override
    public Gate of(Evidence.Duplicate duplicate) {
      return Gate.DEDUPLICATE;
    }

    @Override
    public Gate of(Evidence.PassRate passRate) {
      return Gate.PASS_RATE;
    }

    @Override
    public Gate of(Evidence.Selection selection) {
      return Gate.SELECT;
    }

    @Override
    public Gate of(Evidence.Quota quota) {
      return Gate.BALANCE;
    }
  }
}
