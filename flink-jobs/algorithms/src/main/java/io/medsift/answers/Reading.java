package io.medsift.answers;

/**
 * What one piece of a response says when it is read as an answer.
 *
 * @param key the option letter, letters in order, or text that was read; null unless answered
 * @param note why the piece names no single answer; null where it does
 */
record Reading(Kind kind, String key, boolean byLetter, int start, int end, String note) {
  enum Kind {
    /** It names one answer, or openly several letters. */
    ANSWER,

    /** It runs letters together (AC), which may as well be an abbreviation. */
    LETTER_RUN,

    /** It is an answer, but none that can be compared: contradictory, or not among the options. */
    UNDECIDED
  }

  static Reading letters(String letters, int start, int end) {
    return new Reading(Kind.ANSWER, letters, true, start, end, null);
  }

  static Reading letterRun(String letters, int start, int end) {
    return new Reading(Kind.LETTER_RUN, letters, true, start, end, null);
  }

  static Reading text(String key, int start, int end) {
    return new Reading(Kind.ANSWER, key, false, start, end, null);
  }

  static Reading undecided(String note, int start, int end) {
    return new Reading(Kind.UNDECIDED, null, false, start, end, note);
  }

  boolean isDecided() {
    return kind != Kind.UNDECIDED;
  }

  boolean sameAnswer(Reading other) {
    return isDecided() && other.isDecided() && key.equals(other.key);
  }
}
