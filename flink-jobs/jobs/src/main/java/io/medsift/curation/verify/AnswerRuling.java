package io.medsift.curation.verify;

import io.medsift.answers.AnswerCheck;
import io.medsift.answers.AnswerVerifier;
import io.medsift.curation.gate.Ruling;
import io.medsift.reasoning.ThinkSplit;
import io.medsift.sample.Annotations.EquivalenceAnnotation;
import io.medsift.sample.ReferenceKind;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import java.util.Locale;

/**
 * Comparison of the final answer of a sample with its reference. A truncated response has no final
 * answer. Rules decide; free text, which they cannot compare, is decided by the model's annotation
 * on the sample.
 */
public final class AnswerRuling {

  private final AnswerVerifier verifier = new AnswerVerifier();

  /** The ruling on a sample with a reference. */
  public Ruling of(Sample sample) {
    if (cut(sample)) {
      return new Ruling.Reject(
          Reason.TRUNCATED_RESPONSE,
          new Evidence.Answer(
              null,
              sample.reference().value(),
              null,
              null,
              "The endpoint cut the response at its limit."));
    }
    if (sample.reference().kind() == ReferenceKind.LONG) {
      return byModel(sample);
    }
    AnswerCheck check = verifier.check(sample.response(), sample.options(), sample.reference());
    if (isForModel(sample, check) && sample.annotations().equivalence() != null) {
      return byModel(sample);
    }
    Evidence.Answer evidence = evidence(check);
    return switch (check.outcome()) {
      case CORRECT -> new Ruling.Pass(evidence);
      case WRONG -> new Ruling.Reject(Reason.WRONG_ANSWER, evidence);
      case UNVERIFIABLE -> new Ruling.Reject(Reason.UNVERIFIABLE_ANSWER, evidence);
      case TRUNCATED -> new Ruling.Reject(Reason.TRUNCATED_RESPONSE, evidence);
    };
  }

  /** Returns whether only a model can decide, and none has. */
  public boolean needsModel(Sample sample) {
    if (sample.annotations().equivalence() != null || cut(sample)) {
      return false;
    }
    if (sample.reference().kind() == ReferenceKind.LONG) {
      return lacksEquivalence(sample);
    }
    return isForModel(
        sample, verifier.check(sample.response(), sample.options(), sample.reference()));
  }

  /**
   * Returns whether the reference of a sample is of kind long, no model has compared the response
   * with it, and it has an answer to compare.
   */
  public static boolean lacksEquivalence(Sample sample) {
    return sample.reference().kind() == ReferenceKind.LONG
        && sample.annotations().equivalence() == null
        && !cut(sample)
        && hasAnswer(ThinkSplit.of(sample.reasoning(), sample.response()));
  }

  private static boolean hasAnswer(ThinkSplit response) {
    return !response.truncated() && !response.answer().isEmpty();
  }

  private static boolean isForModel(Sample sample, AnswerCheck check) {
    return sample.reference().kind() == ReferenceKind.TEXT
        && check.outcome() == AnswerCheck.Outcome.UNVERIFIABLE;
  }

  private static boolean cut(Sample sample) {
    return sample.generation() != null && sample.generation().cut();
  }

  private static Evidence.Answer evidence(AnswerCheck check) {
    return new Evidence.Answer(
        check.extracted(),
        check.gold(),
        check.rule() == null ? null : check.rule().name().toLowerCase(Locale.ROOT),
        check.span(),
        check.note(),
        null,
        null,
        check.overrun() ? Boolean.TRUE : null);
  }

  private static Ruling byModel(Sample sample) {
    EquivalenceAnnotation annotation = sample.annotations().equivalence();
    if (annotation == null) {
      return withoutModel(sample);
    }
    String judge = annotation.model() == null ? "a model" : annotation.model();
    String note =
        annotation.equivalent()
            ? judge + " says the response means the same as the reference."
            : judge + " says the response does not mean the same as the reference.";
    Evidence.Answer evidence =
        new Evidence.Answer(
            annotation.extracted(),
            sample.reference().value(),
            "equivalence",
            null,
            note,
            annotation.model(),
            annotation.promptVersion());
    return annotation.equivalent()
        ? new Ruling.Pass(evidence)
        : new Ruling.Reject(Reason.WRONG_ANSWER, evidence);
  }

  private static Ruling withoutModel(Sample sample) {
    ThinkSplit response = ThinkSplit.of(sample.reasoning(), sample.response());
    if (!hasAnswer(response)) {
      return new Ruling.Reject(
          response.truncated() ? Reason.TRUNCATED_RESPONSE : Reason.UNVERIFIABLE_ANSWER,
          new Evidence.Answer(
              null,
              sample.reference().value(),
              null,
              null,
              response.truncated()
                  ? "The response ends inside its reasoning."
                  : "The response holds no answer."));
    }
    return new Ruling.Unfit(
        "field 'annotations.equivalence' is missing; the annotation job skipped the sample"
            + " because it expected a rejection, but this run did not reject it: send it through"
            + " the annotation job with the recipe and the evaluation sets of this run");
  }
}
