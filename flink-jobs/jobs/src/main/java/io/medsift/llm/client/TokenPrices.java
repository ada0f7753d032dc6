package io.medsift.llm.client;

import java.io.Serializable;

/**
 * Prices of a model.
 *
 * @param prompt for a million prompt tokens
 * @param completion for a million completion tokens
 */
public record TokenPrices(double prompt, double completion) implements Serializable {

  private static final double MILLION = 1e6;

  /** A model without prices. */
  public static final TokenPrices FREE = new TokenPrices(0, 0);

  public TokenPrices {
    if (!(prompt >= 0 && completion >= 0)
        || Double.isInfinite(prompt)
        || Double.isInfinite(completion)) {
      throw new IllegalArgumentException(
          "prices must not be negative, got " + prompt + " and " + completion);
    }
  }

  /** Returns the cost of tokens. */
  public double of(TokenUsage usage) {
    return (usage.prompt() * prompt + usage.completion() * completion) / MILLION;
  }
}
