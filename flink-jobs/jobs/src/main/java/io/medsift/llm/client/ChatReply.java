package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import io.medsift.sample.Generation.Ending;
import java.io.Serializable;
import java.util.List;

/**
 * A model's reply.
 *
 * @param choices at least one; fewer than requested where the model refused some
 * @param usage zero where the endpoint does not count
 */
public record ChatReply(List<Choice> choices, TokenUsage usage) {

  /**
   * One completion.
   *
   * @param text blank only where a limit cut the reply before its first word
   * @param reasoning the reasoning trace, where the endpoint sends it apart; else null
   * @param finishReason as the endpoint sends it, null where it does not
   */
  public record Choice(String text, String reasoning, String finishReason) implements Serializable {

    public Choice {
      requireNonNull(text, "text is null");
    }

    /** Returns whether the model ended it, rather than a token limit or an abort. */
    public boolean complete() {
      return ending() == Ending.WHOLE;
    }

    /** Returns how it ended. */
    public Ending ending() {
      return Ending.of(finishReason);
    }
  }

  public ChatReply {
    choices = List.copyOf(choices);
    requireNonNull(usage, "usage is null");
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("a reply has at least one choice");
    }
  }

  /** Returns the first choice. */
  public Choice first() {
    return choices.get(0);
  }

  /** Returns the text of the first choice. */
  public String text() {
    return first().text();
  }

  /** Returns whether the model ended the first choice, rather than a token limit or an abort. */
  public boolean complete() {
    return first().complete();
  }
}
