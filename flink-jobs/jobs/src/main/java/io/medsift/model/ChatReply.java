package io.medsift.model;

import static java.util.Objects.requireNonNull;

/**
 * What a model said.
 *
 * @param text not blank
 * @param complete false where the limit of tokens cut it
 * @param usage zero where the endpoint does not count
 */
public record ChatReply(String text, boolean complete, TokenUsage usage) {
  public ChatReply {
    requireNonNull(text, "text is null");
    requireNonNull(usage, "usage is null");
  }
}
