package io.medsift.annotation;

import io.medsift.curation.decontaminate.DecontaminateFunction;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.decontaminate.LoadedRules;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.decontamination.SemanticRule;
import io.medsift.quality.QualityCheck;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Track;
import io.medsift.sample.Annotations.SkippedAnnotation;
import io.medsift.sample.Sample;
import io.medsift.sharing.SharedResources;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.List;
import java.util.Optional;

/** Checks of the gates before the judge that need no model, so that nothing is paid for rejects. */
final class FreeChecks implements AutoCloseable {

  private final Recipe recipe;
  private final AnswerRuling answers = new AnswerRuling();
  private final QualityCheck quality;
  private final SharedResources<DecontaminationPlan, LoadedRules, RuntimeException>.Lease rules;

  /** Checks of a recipe; {@code plan} is null if prompts are not compared with evaluation sets. */
  FreeChecks(Recipe recipe, DecontaminationPlan plan) {
    this.recipe = recipe;
    this.quality = new QualityCheck(recipe.quality());
    this.rules = plan == null ? null : LoadedRules.acquire(plan);
  }

  /** Returns why the gates after decontamination will reject a sample, if that is known already. */
  Optional<Reason> reject(Sample sample, Track track) {
    return recipe.annotate().freeChecks()
        ? answer(sample, track).or(() -> form(sample, track))
        : Optional.empty();
  }

  /** Returns why decontamination will reject a sample, if that is known without a model. */
  Optional<Reason> contamination(Sample sample, Track track) {
    if (!recipe.annotate().freeChecks() || rules == null || !track.runs(Gate.DECONTAMINATE)) {
      return Optional.empty();
    }
    return rules
        .resource()
        .checkWithoutModel(sample)
        // Curation may find the other side of the threshold, and would lack the annotation.
        .filter(found -> !found.isNearTie())
        .map(found -> DecontaminateFunction.reject(found).reason());
  }

  /** Returns whether a sample that was skipped can be checked again for what it was skipped for. */
  boolean canRepeat(SkippedAnnotation skipped) {
    return rules != null || !skipped.gate().equals(Gate.DECONTAMINATE.wireName());
  }

  /** Returns the evaluation items that a model is to be asked about, the nearest first. */
  List<SemanticRule.Candidate> near(Sample sample) {
    return rules == null ? List.of() : rules.resource().candidates(sample);
  }

  private Optional<Reason> answer(Sample sample, Track track) {
    if (!track.runs(Gate.VERIFY) || answers.needsModel(sample)) {
      return Optional.empty();
    }
    return answers.of(sample) instanceof Ruling.Reject reject
        ? Optional.of(reject.reason())
        : Optional.empty();
  }

  private Optional<Reason> form(Sample sample, Track track) {
    return track.runs(Gate.QUALITY)
        ? quality.check(sample).map(QualityCheck.Finding::reason)
        : Optional.empty();
  }

  @Override
  public void close() {
    if (rules != null) {
      rules.close();
    }
  }
}
