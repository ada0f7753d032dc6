package io.medsift.answers;

/** Reads a piece of text as an answer to one question. Both methods give null for no answer. */
interface AnswerReader {
  /** Reads a piece that is nothing but an answer, such as the content of a box. */
  Reading readWhole(String text, int start, int end);

  /** Reads an answer that begins at {@code start}; other words may follow it. */
  Reading readStart(String text, int start, int end);

  /** Whether two decided readings give the same answer. */
  default boolean agree(Reading one, Reading other) {
    return one.sameAnswer(other);
  }
}
