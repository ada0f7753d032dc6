package io.medsift.llm.cache;

import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import java.io.Serializable;

/** Decides whether a reply is usable. Called by many threads. */
@FunctionalInterface
public interface ReplyCheck extends Serializable {

  /** Accepts any reply. */
  ReplyCheck ANY = reply -> null;

  /**
   * Returns null for a usable reply, else the message that asks the model for a usable one. The
   * reply and the message are appended to the conversation, and the model is called again.
   */
  String complaint(ChatReply reply);

  /** The same for a check that needs to know what was asked. */
  default String complaint(ChatRequest asked, ChatReply reply) {
    return complaint(reply);
  }
}
