package io.medsift.recipe;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * The language model of one role, how it is asked, and how fast. Holds no secret.
 *
 * @param baseUrl of the endpoint, with its version; null for that of the environment
 * @param model as the endpoint calls it
 * @param temperature null to send none
 * @param topP null to send none
 * @param maxTokens maximum number of tokens of a reply
 * @param seed null to send none
 * @param timeoutSeconds for a whole reply
 * @param concurrency maximum number of concurrent requests of one process
 * @param requestsPerMinute maximum that one process sends, null for no limit
 * @param tokensPerMinute maximum that one process sends and receives, null for no limit
 * @param priceIn of a million tokens sent
 * @param priceOut of a million tokens received
 * @param apiKeyEnv environment variable that holds the key, where the endpoint wants one
 */
public record AskedModel(
    String baseUrl,
    String model,
    Double temperature,
    Double topP,
    int maxTokens,
    Long seed,
    int timeoutSeconds,
    int concurrency,
    Long requestsPerMinute,
    Long tokensPerMinute,
    double priceIn,
    double priceOut,
    String apiKeyEnv)
    implements Serializable {
  public AskedModel {
    requireNonNull(model, "model is null");
    requireNonNull(apiKeyEnv, "apiKeyEnv is null");
  }

  /** The same model behind another address. */
  public AskedModel at(String otherBaseUrl) {
    return new AskedModel(
        otherBaseUrl,
        model,
        temperature,
        topP,
        maxTokens,
        seed,
        timeoutSeconds,
        concurrency,
        requestsPerMinute,
        tokensPerMinute,
        priceIn,
        priceOut,
        apiKeyEnv);
  }
}
