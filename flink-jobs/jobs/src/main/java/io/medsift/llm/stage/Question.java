package io.medsift.llm.stage;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.client.ChatRequest;
import io.medsift.storage.Sha256;

/**
 * A request to a model, and the record that it is about.
 *
 * @param hash of the request; key of the stream and of the answer cache
 * @param record for the dead letter if there is no answer
 * @param index among the questions of the same record
 * @param notes that the job gets back with the answer, in its own format; null for none
 * @param request as JSON
 */
public record Question(String hash, LogRecord record, int index, byte[] notes, byte[] request) {

  /** A question about a record. */
  public static Question of(LogRecord record, int index, byte[] notes, ChatRequest request) {
    byte[] json = request.json();
    return new Question(Sha256.of(json), record, index, notes, json);
  }

  /** Returns the request of the round that its record is in. */
  ChatRequest chatRequest() {
    ChatRequest read = ChatRequest.ofJson(request);
    Long seed = read.sampling().seed();
    return seed == null ? read : read.withSeed(RetryRound.of(record).seed(seed));
  }
}
