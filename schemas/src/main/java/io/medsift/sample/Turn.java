package io.medsift.sample;

import static java.util.Objects.requireNonNull;

/** One turn of a conversation: {@code role} is user, assistant, system or tool. */
public record Turn(String role, String content) {
  public Turn {
    requireNonNull(role, "role is null");
    requireNonNull(content, "content is null");
  }
}
