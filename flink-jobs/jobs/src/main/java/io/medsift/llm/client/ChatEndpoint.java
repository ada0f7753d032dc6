package io.medsift.llm.client;

/** A model, asked once. Safe for use by many threads. */
public interface ChatEndpoint extends AutoCloseable {

  /**
   * Sends the request once and waits for the reply.
   *
   * @throws ModelException when there is no usable one; its kind says what that means
   */
  ChatReply ask(ChatRequest request) throws ModelException;

  @Override
  void close();
}
