package io.medsift.testkit.endpoint;

/**
 * One thing that the server says.
 *
 * @param reasoning in the field {@code reasoning_content}, null to leave that out
 * @param finish the reason for its end
 */
public record Said(String text, String reasoning, String finish) {

  /** An answer that ends by itself. */
  public static Said of(String text) {
    return new Said(text, null, "stop");
  }
}
