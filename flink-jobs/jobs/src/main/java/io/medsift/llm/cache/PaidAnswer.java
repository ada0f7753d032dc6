package io.medsift.llm.cache;

import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.TokenUsage;
import java.util.List;

/**
 * An answer that was paid for: a reply or a refusal. It is also sent between operators.
 *
 * @param choices of the reply; empty for a refusal
 * @param refusal message of the endpoint; null for a reply
 * @param time of the answer, milliseconds since the epoch
 */
public record PaidAnswer(
    List<ChatReply.Choice> choices,
    String refusal,
    long promptTokens,
    long completionTokens,
    long time) {

  /** A reply. */
  public static PaidAnswer of(ChatReply reply, long time) {
    return new PaidAnswer(
        reply.choices(), null, reply.usage().prompt(), reply.usage().completion(), time);
  }

  /** A refusal, which is paid for as well and would be repeated. */
  public static PaidAnswer refused(String message, TokenUsage usage, long time) {
    return new PaidAnswer(List.of(), message, usage.prompt(), usage.completion(), time);
  }

  /** Returns the reply; not for a refusal. */
  public ChatReply reply() {
    return new ChatReply(choices, usage());
  }

  /** Returns the tokens that were paid for. */
  public TokenUsage usage() {
    return new TokenUsage(promptTokens, completionTokens);
  }
}
