package io.medsift.llm.stage;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.client.ChatRequest;
import io.medsift.storage.Sha256;

/**
 * A request to a model and what it is about.
 *
 * @param hash of the request, by which the stream is keyed and the ledger finds the answer
 * @param record that it was made from, for the dead letter if there is no answer
 * @param index of the question among those of the same record
 * @param notes what the job wants back with the answer, in a form of its own; null for nothing
 * @param request as {@link RequestCodec} writes it
 */
public record Question(String hash, LogRecord record, int index, byte[] notes, byte[] request) {

  /** Whether a question of a record is to be asked: not where others got answers before. */
  public static boolean isAsked(LogRecord record, int index) {
    return RetryRound.asks(record, index);
  }

  /** The seed of a question to a model that would have another in an earlier round. */
  public static long seed(LogRecord record, long seed) {
    return RetryRound.seed(record, seed);
  }

  /** A question. */
  public static Question of(LogRecord record, int index, byte[] notes, ChatRequest request) {
    byte[] bytes = RequestCodec.write(request);
    return new Question(Sha256.of(bytes), record, index, notes, bytes);
  }
}
