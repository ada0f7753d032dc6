package io.medsift.llm.cache;

import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.TokenUsage;
import java.util.List;

/**
 * An answer that was paid for. The mirror of {@code ledger.schema.json}, and a record that crosses
 * the network between operators.
 *
 * @param choices what the model said; empty where it refused
 * @param refusal why there is none, in the endpoint's words; null where there is one
 * @param time of the answer, milliseconds since the epoch
 */
public record PaidAnswer(
    List<ChatReply.Choice> choices,
    String refusal,
    long promptTokens,
    long completionTokens,
    long time) {

  /** What a model said. */
  public static PaidAnswer of(ChatReply reply, long time) {
    return new PaidAnswer(
        reply.choices(), null, reply.usage().prompt(), reply.usage().completion(), time);
  }

  /** A refusal, which was paid for as well and will not change. */
  public static PaidAnswer refused(String words, TokenUsage usage, long time) {
    return new PaidAnswer(List.of(), words, usage.prompt(), usage.completion(), time);
  }

  /** The reply; not of a refusal. */
  public ChatReply reply() {
    return new ChatReply(choices, usage());
  }

  public TokenUsage usage() {
    return new TokenUsage(promptTokens, completionTokens);
  }
}
