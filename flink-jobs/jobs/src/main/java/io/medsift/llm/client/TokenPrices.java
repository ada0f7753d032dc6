package io.medsift.llm.client;

import java.io.Serializable;

/**
 * What tokens cost.
 *
 * @param prompt for a million tokens sent
 * @param completion for a million tokens received
 */
public record TokenPrices(double prompt, double completion) implements Serializable {

  private static final double MILLION = 1e6;

  /** A model of one's own. */
  public static final TokenPrices FREE = new TokenPrices(0, 0);

  public TokenPrices {
    if (!(prompt >= 0 && completion >= 0)
        || Double.isInfinite(prompt)
        || Double.isInfinite(completion)) {
      throw new IllegalArgumentException(
          "prices must be numbers from 0, got " + prompt + " and " + completion);
    }
  }

  public double of(TokenUsage usage) {
    return (usage.prompt() * prompt + usage.completion() * completion) / MILLION;
  }
}
