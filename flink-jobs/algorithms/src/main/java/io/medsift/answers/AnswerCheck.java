package io.medsift.answers;

import static java.util.Objects.requireNonNull;

import io.medsift.answers.reading.ExtractionRule;
import io.medsift.text.Text;

/**
 * The verdict on one response, with the evidence for it.
 *
 * @param outcome what the rules say
 * @param extracted the letter, letters or text read as the final answer; null if none was read
 * @param gold the reference as it was compared: a letter where it resolves to an option
 * @param rule the rule that read the answer; null if none did
 * @param span the literal piece of the response that was read, at most 200 characters; null if none
 * @param note why the outcome is not simply CORRECT or WRONG, a sentence; null if there is nothing
 *     to explain
 * @param overrun whether the model continued with the next turn, which was not read
 */
public record AnswerCheck(
    Outcome outcome,
    String extracted,
    String gold,
    ExtractionRule rule,
    String span,
    String note,
    boolean overrun) {
  static final int SPAN_LIMIT = 200;

  public AnswerCheck {
    requireNonNull(outcome, "outcome is null");
    span = span == null ? null : Text.head(span, SPAN_LIMIT);
  }

  static AnswerCheck unread(Outcome outcome, String gold, String note) {
    return new AnswerCheck(outcome, null, gold, null, null, note, false);
  }

  AnswerCheck overrunning(boolean overruns) {
    return new AnswerCheck(outcome, extracted, gold, rule, span, note, overruns);
  }

  /** Verdict of the rules on the final answer of a response. */
  public enum Outcome {
    /** The response states one final answer and it is the reference. */
    CORRECT,

    /** The response states a final answer and it is not the reference. */
    WRONG,

    /** The rules cannot tell: no answer is stated, it contradicts itself, or a model must judge. */
    UNVERIFIABLE,

    /** The response ends inside its reasoning, so it has no final answer. */
    TRUNCATED
  }
}
