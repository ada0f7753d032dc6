package io.medsift.prompts;

import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;

/** What the gate verify found about one response. */
public enum ResponseOutcome {
  /** The final answer is the reference. */
  CORRECT,
  /** It is not. */
  WRONG,
  /** The response ends before its answer. */
  TRUNCATED,
  /** No final answer could be read. */
  UNVERIFIABLE,
  /** The gate has not decided on it. */
  NOT_VERIFIED;

  /**
   * The outcome of a response that was rejected, or that passed all gates.
   *
   * @param reason of the rejection, null where there is none
   * @param verifies whether the response's track runs the gate verify
   */
  public static ResponseOutcome of(Reason reason, boolean verifies) {
    if (!verifies || (reason != null && reason.gate().compareTo(Gate.VERIFY) < 0)) {
      return NOT_VERIFIED;
    }
    if (reason == null || reason.gate() != Gate.VERIFY) {
      return CORRECT;
    }
    return switch (reason) {
      case TRUNCATED_RESPONSE -> TRUNCATED;
      case UNVERIFIABLE_ANSWER -> UNVERIFIABLE;
      default -> WRONG;
    };
  }
}
