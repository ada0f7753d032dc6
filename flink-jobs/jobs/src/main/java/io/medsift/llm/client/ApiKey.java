package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * API key of an endpoint, or none. It comes from the environment of the process, never from a
 * recipe or an argument. It cannot be serialised, and {@link #toString} does not show it.
 */
public final class ApiKey {

  /** Environment variable that most clients read. */
  public static final String DEFAULT_VARIABLE = "OPENAI_API_KEY";

  private static final String HIDDEN = "[key]";

  private final String variable;
  private final String value;

  private ApiKey(String variable, String value) {
    this.variable = variable;
    this.value = value;
  }

  /**
   * Reads the key from an environment variable; there is no key if it is not set, as for local
   * servers.
   *
   * @throws IllegalArgumentException if the value cannot be sent; the message does not contain it
   */
  public static ApiKey fromEnvironment(String variable) {
    return from(System.getenv(), variable);
  }

  /** Reads the key from the given variables. */
  public static ApiKey from(Map<String, String> environment, String variable) {
    requireNonNull(variable, "variable is null");
    String value = environment.getOrDefault(variable, "").strip();
    if (!value.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
      throw new IllegalArgumentException(
          "the environment variable "
              + variable
              + " contains a space, a line break or a character that is not allowed in a key");
    }
    return new ApiKey(variable, value);
  }

  public boolean isPresent() {
    return !value.isEmpty();
  }

  /** Returns the name of the environment variable. */
  public String variable() {
    return variable;
  }

  /** Returns the secret, for the request only. */
  String value() {
    return value;
  }

  /** Returns the text without the key, in case an endpoint repeats it. */
  public String hideIn(String text) {
    return isPresent() ? text.replace(value, HIDDEN) : text;
  }

  /** Names the variable, not the key. */
  @Override
  public String toString() {
    return (isPresent() ? "the key in " : "no key in ") + variable;
  }
}
