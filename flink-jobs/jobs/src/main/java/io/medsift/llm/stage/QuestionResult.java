package io.medsift.llm.stage;

import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.ModelCaller;
import io.medsift.llm.cache.PaidAnswer;

/**
 * Result of a question: an answer or a failure.
 *
 * @param record of the question
 * @param index of the question
 * @param notes of the question
 * @param answer that passed the check, null if there is none
 * @param failure sentence that explains why there is none, null if there is an answer
 * @param reason of the failure, null if there is an answer
 * @param promptTokens of all replies that were paid for, now or earlier
 * @param completionTokens of the same replies
 * @param request hash of the question, the key in the answer cache
 */
public record QuestionResult(
    LogRecord record,
    int index,
    byte[] notes,
    PaidAnswer answer,
    String failure,
    DeadLetters.Reason reason,
    long promptTokens,
    long completionTokens,
    String request) {

  static QuestionResult of(Question question, ModelCaller.Result result) {
    return new QuestionResult(
        question.record(),
        question.index(),
        question.notes(),
        result.answer(),
        result.message(),
        result.failure() == null ? null : DeadLetters.Reason.of(result.failure()),
        result.all().prompt(),
        result.all().completion(),
        question.hash());
  }
}
