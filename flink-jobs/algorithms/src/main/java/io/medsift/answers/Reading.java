package io.medsift.answers;

/**
 * What one piece of a response says when it is read as an answer.
 *
 * @param key the option letter, letters in order, or text that was read; null unless answered
 * @param stop where the words of the answer end and others may follow; at most {@code end}
 * @param note why the piece names no single answer; null where it does
 */
record Reading(Kind kind, String key, boolean byLetter, int start, int end, int stop, String note) {
  enum Kind {
    /** It names one answer, or openly several letters. */
    ANSWER,

    /** It runs letters together (AC), which may as well be an abbreviation. */
    LETTER_RUN,

    /** It is an answer, but none that can be compared: contradictory, or not among the options. */
    UNDECIDED
  }

  static Reading letters(String letters, int start, int end) {
    return new Reading(Kind.ANSWER, letters, true, start, end, end, null);
  }

  static Reading letterRun(String letters, int start, int end) {
    return new Reading(Kind.LETTER_RUN, letters, true, start, end, end, null);
  }

  static Reading text(String key, int start, int end) {
    return new Reading(Kind.ANSWER, key, false, start, end, end, null);
  }

  static Reading undecided(String note, int start, int end) {
    return new Reading(Kind.UNDECIDED, null, false, start, end, end, note);
  }

  Reading stoppingAt(int position) {
    return new Reading(kind, key, byLetter, start, end, Math.min(position, end), note);
  }

  /** Several options that are named by their texts alone. */
  boolean namesTexts() {
    return kind == Kind.ANSWER && !byLetter && key.length() > 1 && key.matches("[A-Z]{2,}");
  }

  boolean isDecided() {
    return kind != Kind.UNDECIDED;
  }

  boolean sameAnswer(Reading other) {
    return isDecided() && other.isDecided() && key.equals(other.key);
  }
}
