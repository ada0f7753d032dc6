package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.Found;

/**
 * One place where a response says what its answer is.
 *
 * @param force how much it counts beside others
 * @param from where the words that say so begin
 * @param to the position after the last of them
 */
public record Statement(Found found, Force force, int from, int to) {
  public enum Force {
    /** It calls an option correct, as explanations do of several. */
    REMARK,

    /** It announces the answer. */
    ANNOUNCEMENT,

    /** It announces the answer and says that it is final. */
    FINAL
  }

  boolean isDecided() {
    return found.reading().isDecided();
  }

  AnswerReading reading() {
    return found.reading();
  }
}
