package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import io.medsift.sample.Ending;
import java.io.Serializable;

/**
 * One thing that a model said.
 *
 * @param text blank only where a limit cut the reply before its first word
 * @param reasoning the trace, where the endpoint keeps it apart; else null
 * @param finishReason as the endpoint says it, null where it does not
 */
public record ChatChoice(String text, String reasoning, String finishReason)
    implements Serializable {

  public ChatChoice {
    requireNonNull(text, "text is null");
  }

  /** Whether it ends by itself, not at the limit of tokens, nor broken off. */
  public boolean complete() {
    return ending() == Ending.WHOLE;
  }

  /** How it ends. */
  public Ending ending() {
    return Ending.of(finishReason);
  }
}
