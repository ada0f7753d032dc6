package io.medsift.curation.verify;

import io.medsift.answers.AnswerCheck;
import io.medsift.answers.AnswerVerifier;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.recipe.Track;
import io.medsift.sample.EquivalenceAnnotation;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;

/**
 * Keeps samples whose final answer is the reference. Rules decide; a reference of kind long is left
 * to the equivalence that the annotation job wrote on the sample.
 */
public final class VerifyFunction extends GateFunction {
  private static final long serialVersionUID = 1L;

  private transient AnswerVerifier verifier;

  /** A gate for the tracks that verify. */
  public VerifyFunction(Map<String, Track> tracks, VerdictWriter writer) {
    super(Gate.VERIFY, tracks, writer);
  }

  @Override
  public void open(OpenContext context) throws Exception {
    super.open(context);
    verifier = new AnswerVerifier();
  }

  @Override
  protected Ruling rule(Sample sample) {
    if (sample.reference().kind() == ReferenceKind.LONG) {
      return byEquivalence(sample);
    }
    AnswerCheck check = verifier.check(sample.response(), sample.options(), sample.reference());
    Evidence.Answer evidence =
        new Evidence.Answer(
            check.extracted(),
            check.gold(),
            check.rule() == null ? null : check.rule().name().toLowerCase(Locale.ROOT),
            check.span(),
            check.note());
    return switch (check.outcome()) {
      case CORRECT -> new Ruling.Pass(evidence);
      case WRONG -> new Ruling.Reject(Reason.WRONG_ANSWER, evidence);
      case UNVERIFIABLE -> new Ruling.Reject(Reason.UNVERIFIABLE_ANSWER, evidence);
      case TRUNCATED -> new Ruling.Reject(Reason.TRUNCATED_RESPONSE, evidence);
    };
  }

  private static Ruling byEquivalence(Sample sample) {
    EquivalenceAnnotation annotation = sample.annotations().equivalence();
    String judge = annotation.model() == null ? "a model" : annotation.model();
    String note =
        annotation.equivalent()
            ? judge + " says the response means the same as the reference."
            : judge + " says the response does not mean the same as the reference.";
    Evidence.Answer evidence =
        new Evidence.Answer(null, sample.reference().value(), "equivalence", null, note);
    return annotation.equivalent()
        ? new Ruling.Pass(evidence)
        : new Ruling.Reject(Reason.WRONG_ANSWER, evidence);
  }
}
