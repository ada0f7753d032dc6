package io.medsift.review.evidence;

import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;

/**
 * Field of a sample in which an evaluation item was found.
 *
 * @param field prompt, history, system or response
 * @param turn of the history, from 1; null for another field
 */
public record EvidencePlace(String field, Integer turn) {

  /** Returns the field of evidence of decontamination; null for other evidence and for none. */
  public static EvidencePlace of(Evidence evidence) {
    return evidence instanceof LeakEvidence item ? of(item.field(), item.turn()) : null;
  }

  /** Evidence from before there was a choice is of the prompt. */
  private static EvidencePlace of(String field, Integer turn) {
    return new EvidencePlace(field == null ? "prompt" : field, turn);
  }

  /** Returns a title such as {@code Turn 2 of the history}. */
  public String title() {
    return switch (field) {
      case "history" -> "Turn " + turn + " of the history";
      case "system" -> "System prompt";
      case "response" -> "Response";
      default -> "Prompt";
    };
  }

  /** Returns a noun phrase such as {@code the prompt}. */
  public String phrase() {
    return switch (field) {
      case "history" -> "turn " + turn + " of the history";
      case "system" -> "the system prompt";
      case "response" -> "the response";
      default -> "the prompt";
    };
  }
}
