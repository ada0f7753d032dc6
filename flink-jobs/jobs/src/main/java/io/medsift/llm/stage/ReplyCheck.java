package io.medsift.llm.stage;

import io.medsift.llm.client.ChatReply;
import java.io.Serializable;

/** Says whether a reply is of use. Used by many threads. */
@FunctionalInterface
public interface ReplyCheck extends Serializable {

  /** Takes any reply. */
  ReplyCheck ANY = reply -> null;

  /**
   * What to tell the model so that it replies in a form that can be read; null where this one can.
   * The reply and this are appended to the conversation, and the model is asked again.
   */
  String complaint(ChatReply reply);
}
