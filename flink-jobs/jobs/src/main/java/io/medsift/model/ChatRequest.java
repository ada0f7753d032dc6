package io.medsift.model;

import java.util.List;
import java.util.Optional;

/** What is asked: a conversation that ends with the user, and the form of the reply. */
public final class ChatRequest {

  private final List<ChatMessage> messages;
  private final ReplySchema schema;

  /**
   * A request.
   *
   * @param schema null for a reply in any form
   */
  public ChatRequest(List<ChatMessage> messages, ReplySchema schema) {
    if (messages.isEmpty() || messages.get(messages.size() - 1).role() != ChatMessage.Role.USER) {
      throw new IllegalArgumentException("a request ends with a message of the user");
    }
    this.messages = List.copyOf(messages);
    this.schema = schema;
  }

  public List<ChatMessage> messages() {
    return messages;
  }

  public Optional<ReplySchema> schema() {
    return Optional.ofNullable(schema);
  }
}
