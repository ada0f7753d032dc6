package io.medsift.llm.stage;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.PaidAnswer;

/**
 * What became of a question.
 *
 * @param record of the question
 * @param index of the question
 * @param notes of the question
 * @param answer that passed the check, null where there is none
 * @param failure a sentence that says why there is none, null where there is one
 * @param reason of the failure, null where there is none
 * @param promptTokens of all replies that were paid for, now or earlier
 * @param completionTokens likewise
 * @param request hash of the question, under which the ledger keeps the answer
 */
public record QuestionResult(
    LogRecord record,
    int index,
    byte[] notes,
    PaidAnswer answer,
    String failure,
    DeadLetterReason reason,
    long promptTokens,
    long completionTokens,
    String request) {

  static QuestionResult of(Question question, Outcome outcome) {
    return new QuestionResult(
        question.record(),
        question.index(),
        question.notes(),
        outcome.answer(),
        outcome.failure(),
        outcome.reason(),
        outcome.all().prompt(),
        outcome.all().completion(),
        question.hash());
  }
}
