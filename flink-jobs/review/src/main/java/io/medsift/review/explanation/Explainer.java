package io.medsift.review.explanation;

import io.medsift.centroids.Cluster;
import io.medsift.codec.CuratedRow;
import io.medsift.review.evidence.EvidenceReader;
import io.medsift.review.evidence.Example;
import io.medsift.review.verdicts.Decided;
import io.medsift.review.verdicts.VerdictSource;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts the evidence of a verdict together, and follows it to the samples that it names. */
public final class Explainer {
  private final VerdictSource source;
  private final ClusterPrompts clusters;

  public Explainer(VerdictSource source, ClusterPrompts clusters) {
    this.source = source;
    this.clusters = clusters;
  }

  /** Explains a verdict and those of the samples that it rests on. */
  public Explanation explain(Decided.Curated decided) throws IOException {
    Verdict verdict = decided.row().verdict();
    Example kept = null;
    List<Explanation.Link> chain = new ArrayList<>();
    if (verdict.evidence() instanceof Evidence.Duplicate duplicate) {
      if (duplicate.copyOf() != null) {
        chain.add(link("has the same words, and was rejected before it", duplicate.copyOf()));
      }
      Explanation.Link last = link("kept in its place", duplicate.kept());
      chain.add(last);
      kept = last.explanation() == null ? null : last.explanation().sample();
    }
    return explain(decided, kept, chain);
  }

  private Explanation.Link link(String role, Position position) throws IOException {
    List<Decided> found = source.at(position);
    Explanation explanation =
        !found.isEmpty() && found.get(0) instanceof Decided.Curated curated
            ? explain(curated, null, List.of())
            : null;
    return new Explanation.Link(role, position, explanation);
  }

  private Explanation explain(Decided.Curated decided, Example kept, List<Explanation.Link> chain)
      throws IOException {
    CuratedRow row = decided.row();
    Verdict verdict = row.verdict();
    Example sample = Example.whole(row.sample(), verdict);
    List<Explanation.Piece> findings = new ArrayList<>();
    for (Evidence finding : verdict.findings()) {
      findings.add(piece(finding.visit(EvidenceGate.INSTANCE), finding, sample, null));
    }
    Explanation.Piece evidence =
        verdict.evidence() == null ? null : piece(verdict.gate(), verdict.evidence(), sample, kept);
    return new Explanation(sample, decided.place(), evidence, findings, chain);
  }

  private Explanation.Piece piece(Gate gate, Evidence evidence, Example sample, Example kept)
      throws IOException {
    Cluster cluster =
        evidence instanceof Evidence.Domain domain
            ? clusters.of(sample.verdict(), domain).orElse(null)
            : null;
    return new Explanation.Piece(
        gate.wireName(), EvidenceReader.of(evidence, sample, kept), evidence, cluster);
  }
}
