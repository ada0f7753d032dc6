package io.medsift.llm.client;

import java.io.Serializable;

/**
 * Tokens as the endpoint counts them; zero where it does not.
 *
 * @param prompt tokens of the request
 * @param completion tokens of the reply
 */
public record TokenUsage(long prompt, long completion) implements Serializable {

  /** No tokens. */
  public static final TokenUsage NONE = new TokenUsage(0, 0);

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(prompt + other.prompt, completion + other.completion);
  }
}
