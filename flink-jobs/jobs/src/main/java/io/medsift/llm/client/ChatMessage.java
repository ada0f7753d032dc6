package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** A turn of a conversation with a model. */
public record ChatMessage(Role role, String text) implements Serializable {

  /** Who speaks. */
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }

  public ChatMessage {
    requireNonNull(role, "role is null");
    requireNonNull(text, "text is null");
  }

  public static ChatMessage user(String text) {
    return new ChatMessage(Role.USER, text);
  }

  public static ChatMessage assistant(String text) {
    return new ChatMessage(Role.ASSISTANT, text);
  }
}
