package io.medsift.llm.client;

import java.io.Serializable;

/**
 * Tokens as the endpoint counts them; zero where it does not say.
 *
 * @param prompt tokens that were sent
 * @param completion tokens that came back
 */
public record TokenUsage(long prompt, long completion) implements Serializable {

  /** Nothing was paid for. */
  public static final TokenUsage NONE = new TokenUsage(0, 0);

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(prompt + other.prompt, completion + other.completion);
  }
}
