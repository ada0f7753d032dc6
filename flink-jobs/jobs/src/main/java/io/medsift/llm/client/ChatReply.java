package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a model said.
 *
 * @param choices at least one; fewer than were asked for where the model refused some
 * @param usage zero where the endpoint does not count
 */
public record ChatReply(List<ChatChoice> choices, TokenUsage usage) {
  public ChatReply {
    choices = List.copyOf(choices);
    requireNonNull(usage, "usage is null");
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("a reply has at least one choice");
    }
  }

  /** The first choice. */
  public ChatChoice first() {
    return choices.get(0);
  }

  /** The text of the first choice. */
  public String text() {
    return first().text();
  }

  /** Whether the first choice ends by itself. */
  public boolean complete() {
    return first().complete();
  }
}
