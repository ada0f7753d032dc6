package io.medsift.llm.client;

import java.io.Serializable;

/**
 * How a reply is drawn; null leaves a parameter to the settings of the endpoint.
 *
 * @param count how many replies to one request, {@code n} on the wire
 */
public record Sampling(Double temperature, Double topP, Integer maxTokens, Long seed, Integer count)
    implements Serializable {

  /** All as the endpoint is set. */
  public static final Sampling DEFAULT = new Sampling(null, null, null, null, null);

  public Sampling {
    if (maxTokens != null && maxTokens < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1, got " + maxTokens);
    }
    if (count != null && count < 1) {
      throw new IllegalArgumentException("count must be at least 1, got " + count);
    }
  }

  /** The same with another seed. */
  public Sampling withSeed(Long otherSeed) {
    return new Sampling(temperature, topP, maxTokens, otherSeed, count);
  }
}
