package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import io.medsift.recipe.AskedModel;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;

/**
 * Which model is asked, and how. Holds no secret.
 *
 * @param baseUrl up to and with the version, for example {@code http://localhost:8000/v1}
 * @param model as the endpoint calls it
 * @param temperature null to send none, which some models insist on
 * @param maxTokens most tokens of a reply
 * @param seed null to send none
 * @param connectTimeout for the connection
 * @param requestTimeout from sending to the last byte of the reply, however slowly it drips
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

  private static final double HOTTEST = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** What a recipe says of a model that has an address. */
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
          "the base URL must not hold a user name or password; keys come from the environment");
    }
    if (!http || baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "the base URL must be http or https with a host, such as http://localhost:8000/v1, got "
              + baseUrl);
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("the name of the model is blank");
    }
    if (temperature != null && !(temperature >= 0 && temperature <= HOTTEST)) {
      throw new IllegalArgumentException("the temperature must be 0 to 2, got " + temperature);
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException("the most tokens must be at least 1, got " + maxTokens);
    }
    requirePositive("connection", connectTimeout);
    requirePositive("request", requestTimeout);
  }

  /** The same at another address. */
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
