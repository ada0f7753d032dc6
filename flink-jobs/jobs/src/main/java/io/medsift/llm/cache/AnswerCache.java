package io.medsift.llm.cache;

/**
 * Cache of paid answers of one role, prompt version and model. An answer in the cache is never
 * requested from the model again. Thread-safe.
 */
public interface AnswerCache extends AutoCloseable {

  /**
   * Returns the answer to a request, null if there is none.
   *
   * @param request hash of the request: messages, schema and sampling
   * @param attempt from 1; above that if earlier replies could not be read
   */
  PaidAnswer find(String request, int attempt);

  /**
   * Stores an answer durably: when this returns, it survives the process and the machine.
   *
   * @throws IllegalStateException if it cannot be stored; the message says where and why
   */
  void put(String request, int attempt, PaidAnswer answer) throws InterruptedException;

  @Override
  void close();
}
