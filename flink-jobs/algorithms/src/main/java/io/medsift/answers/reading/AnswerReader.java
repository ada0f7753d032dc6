package io.medsift.answers.reading;

/** Reads a piece of text as an answer to one question. Both methods give null for no answer. */
public interface AnswerReader {
  /** Reads a piece that is nothing but an answer, such as the content of a box. */
  AnswerReading readWhole(String text, int start, int end);

  /** Reads an answer that begins at {@code start}; other words may follow it. */
  AnswerReading readStart(String text, int start, int end);

  /** Whether two decided readings give the same answer. */
  default boolean agree(AnswerReading one, AnswerReading other) {
    return one.sameAnswer(other);
  }
}
