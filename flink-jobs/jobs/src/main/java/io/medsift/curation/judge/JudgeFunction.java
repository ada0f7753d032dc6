package io.medsift.curation.judge;

import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.recipe.Track;
import io.medsift.sample.Annotations.JudgeAnnotation;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.Map;

/** Keeps samples whose score, written on them by the annotation job, reaches the minimum. */
public final class JudgeFunction extends GateFunction {
  private static final long serialVersionUID = 1L;

  private final double minimum;

  /** A gate at {@code minimum}, 1 to 10. */
  public JudgeFunction(double minimum, Map<String, Track> tracks, VerdictWriter writer) {
    super(Gate.JUDGE, tracks, writer);
    this.minimum = minimum;
  }

  @Override
  protected Ruling rule(Sample sample) {
    JudgeAnnotation judge = sample.annotations().judge();
    if (judge == null) {
      return new Ruling.Unfit(
          "field 'annotations.judge' is missing; the annotation job skipped the sample because it"
              + " expected a rejection, but this run did not reject it: send it through the"
              + " annotation job with the recipe and the evaluation sets of this run");
    }
    Evidence.Score evidence =
        new Evidence.Score(judge.score(), minimum, judge.model(), judge.promptVersion());
    return judge.score() >= minimum
        ? new Ruling.Pass(evidence)
        : new Ruling.Reject(Reason.LOW_SCORE, evidence);
  }
}
