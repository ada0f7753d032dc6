package io.medsift.answers;

/** What the rules can say about the final answer of a response. */
public enum AnswerOutcome {
  /** The response states one final answer and it is the reference. */
  CORRECT,

  /** The response states a final answer and it is not the reference. */
  WRONG,

  /** The rules cannot tell: no answer is stated, it contradicts itself, or a model must judge. */
  UNVERIFIABLE,

  /** The response ends inside its reasoning, so it has no final answer. */
  TRUNCATED
}
