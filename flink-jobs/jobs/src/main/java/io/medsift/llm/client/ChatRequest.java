package io.medsift.llm.client;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** What is asked: a conversation that ends with the user, and the form of the reply. */
public final class ChatRequest {

  private final List<ChatMessage> messages;
  private final ReplySchema schema;
  private final Sampling sampling;

  /**
   * A request that leaves sampling to the settings of the endpoint.
   *
   * @param schema null for a reply in any form
   */
  public ChatRequest(List<ChatMessage> messages, ReplySchema schema) {
    this(messages, schema, Sampling.DEFAULT);
  }

  /**
   * A request.
   *
   * @param schema null for a reply in any form
   */
  public ChatRequest(List<ChatMessage> messages, ReplySchema schema, Sampling sampling) {
    if (messages.isEmpty() || messages.get(messages.size() - 1).role() != ChatMessage.Role.USER) {
      throw new IllegalArgumentException("a request ends with a message of the user");
    }
    this.messages = List.copyOf(messages);
    this.schema = schema;
    this.sampling = requireNonNull(sampling, "sampling is null");
  }

  public List<ChatMessage> messages() {
    return messages;
  }

  public Optional<ReplySchema> schema() {
    return Optional.ofNullable(schema);
  }

  public Sampling sampling() {
    return sampling;
  }

  /** Characters of all messages, by which tokens are estimated before they are counted. */
  public long characters() {
    return messages.stream().mapToLong(message -> message.text().length()).sum();
  }
}
