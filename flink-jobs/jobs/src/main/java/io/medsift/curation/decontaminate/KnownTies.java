package io.medsift.curation.decontaminate;

import io.medsift.codec.PublishedRow;
import io.medsift.curation.deduplicate.SignedSample;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an earlier run found on prompts whose similarity to an item was a near tie, by the same
 * vectors: few, since one prompt in many thousands is so near to the threshold. All others have the
 * same verdict on every processor.
 */
final class KnownTies {
  private final DecontaminationPlan plan;
  private final double threshold;
  private final Map<String, Entry> ties = new HashMap<>();

  private record Entry(Position position, LeakEvidence.SemanticMatch found) {
    /** Where runs of one topic differ, the sample of lowest position counts, as for clusters. */
    boolean isBefore(Entry other) {
      return position.partition() != other.position.partition()
          ? position.partition() < other.position.partition()
          : position.offset() < other.position.offset();
    }
  }

  /** The ties of a plan's log, which are none where it has no log. */
  KnownTies(DecontaminationPlan plan) {
    this.plan = plan;
    this.threshold =
        plan.steps().stream()
            .filter(DecontaminationStep.Semantic.class::isInstance)
            .mapToDouble(step -> ((DecontaminationStep.Semantic) step).threshold())
            .findFirst()
            .orElse(Double.NaN);
    if (plan.log() != null) {
      plan.log().forEach(this::keep);
    }
  }

  /** Keeps what a row says of its prompt. */
  void keep(PublishedRow row) {
    Verdict verdict = row.verdict();
    if (!plan.vectors().equals(verdict.artifacts().get(DecontaminationPlan.VECTORS))
        || !plan.fingerprint().equals(verdict.artifacts().get(DecontaminationPlan.BENCHMARKS))) {
      return;
    }
    Stream.concat(Stream.ofNullable(verdict.evidence()), verdict.findings().stream())
        .filter(LeakEvidence.SemanticMatch.class::isInstance)
        .map(LeakEvidence.SemanticMatch.class::cast)
        .filter(found -> found.nearTie() != null && found.threshold() == threshold)
        .map(found -> new Entry(verdict.position(), found))
        .forEach(
            entry ->
                ties.merge(
                    SignedSample.keyOf(row.sample().prompt()),
                    entry,
                    (known, other) -> other.isBefore(known) ? other : known));
  }

  /** What was found on a prompt; empty where it was no near tie. */
  Optional<SemanticRule.Match> find(String prompt) {
    return ties.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(ties.get(SignedSample.keyOf(prompt)))
            .map(Entry::found)
            .map(this::match);
  }

  private SemanticRule.Match match(LeakEvidence.SemanticMatch found) {
    EvaluationItem item =
        new EvaluationItem(
            found.benchmark(), found.item(), found.itemText(), List.of(), Optional.empty());
    return new SemanticRule.Match(item, found.similarity(), found.threshold(), true);
  }
}
