package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The secret that an endpoint asks for, or none. It comes from the environment of the process,
 * never from a recipe or an argument, cannot be serialised, and has no text form.
 */
public final class ApiKey {

  /** The variable that most programs look for. */
  public static final String DEFAULT_VARIABLE = "OPENAI_API_KEY";

  private static final String HIDDEN = "[key]";

  private final String variable;
  private final String value;

  private ApiKey(String variable, String value) {
    this.variable = variable;
    this.value = value;
  }

  /**
   * The key in an environment variable; no key where it is not set, as with servers of one's own.
   *
   * @throws IllegalArgumentException when the value cannot be sent; the message does not hold it
   */
  public static ApiKey fromEnvironment(String variable) {
    return from(System.getenv(), variable);
  }

  /** The same from variables other than those of this process. */
  public static ApiKey from(Map<String, String> environment, String variable) {
    requireNonNull(variable, "variable is null");
    String value = environment.getOrDefault(variable, "").strip();
    if (!value.chars().allMatch(character -> character > ' ' && character < 0x7F)) {
      throw new IllegalArgumentException(
          "the environment variable "
              + variable
              + " holds a space, a line break or a letter that no key has");
    }
    return new ApiKey(variable, value);
  }

  public boolean isPresent() {
    return !value.isEmpty();
  }

  /** The variable it came from. */
  public String variable() {
    return variable;
  }

  /** For the request alone. */
  String value() {
    return value;
  }

  /** The text without the key, in case an endpoint repeats it. */
  public String hideIn(String text) {
    return isPresent() ? text.replace(value, HIDDEN) : text;
  }

  /** Says where it came from, not what it is. */
  @Override
  public String toString() {
    return (isPresent() ? "the key in " : "no key in ") + variable;
  }
}
