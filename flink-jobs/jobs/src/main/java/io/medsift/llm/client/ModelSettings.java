package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import io.medsift.recipe.AskedModel;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * Settings of a model and its endpoint. Holds no secret.
 *
 * @param baseUrl up to and with the version, for example {@code http://localhost:8000/v1}
 * @param model name of the model at the endpoint
 * @param temperature null to send none, which some models require
 * @param maxTokens maximum number of tokens of a reply
 * @param seed null to send none
 * @param connectTimeout for the connection
 * @param requestTimeout from sending the request to the last byte of the reply
 */
public record ModelSettings(
    URI baseUrl,
    String model,
    Double temperature,
    int maxTokens,
    Long seed,
    Duration connectTimeout,
    Duration requestTimeout)
    implements Serializable {

  private static final double MAX_TEMPERATURE = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Returns the settings of a model of a recipe that has a base URL. */
  public static ModelSettings of(AskedModel model) {
    return new ModelSettings(
        URI.create(model.baseUrl()),
        model.model(),
        model.temperature(),
        model.maxTokens(),
        model.seed(),
        CONNECT_TIMEOUT,
        Duration.ofSeconds(model.timeoutSeconds()));
  }

  public ModelSettings {
    requireNonNull(baseUrl, "baseUrl is null");
    requireNonNull(model, "model is null");
    boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
    if (baseUrl.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the base URL must not contain a user name or password; keys come from the environment");
    }
    if (!http || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "the base URL must be http or https with a host, such as http://localhost:8000/v1, got "
              + baseUrl);
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("the name of the model is blank");
    }
    if (temperature != null && !(temperature >= 0 && temperature <= MAX_TEMPERATURE)) {
      throw new IllegalArgumentException("the temperature must be 0 to 2, got " + temperature);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException(
          "the maximum number of tokens must be at least 1, got " + maxTokens);
    }
    requirePositive("connection", connectTimeout);
    requirePositive("request", requestTimeout);
  }

  /** Returns the same settings with another base URL. */
  public ModelSettings withBaseUrl(URI other) {
    return new ModelSettings(
        other, model, temperature, maxTokens, seed, connectTimeout, requestTimeout);
  }

  private static void requirePositive(String what, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "the timeout of a " + what + " must be positive, got " + timeout);
    }
  }
}
