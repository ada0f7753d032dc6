package io.medsift.answers.reading;

/**
 * A piece of a response, read as an answer.
 *
 * @param key the option letter, letters in order, or text that was read; null unless answered
 * @param stop where the words of the answer end and others may follow; at most {@code end}
 * @param note why the piece names no single answer; null where it does
 */
public record AnswerReading(
    Kind kind, String key, boolean byLetter, int start, int end, int stop, String note) {
  public enum Kind {
    /** It names one answer, or openly several letters. */
    ANSWER,

    /** It runs letters together (AC), which may as well be an abbreviation. */
    LETTER_RUN,

    /** It is an answer, but none that can be compared: contradictory, or not among the options. */
    UNDECIDED
  }

  public static AnswerReading letters(String letters, int start, int end) {
    return new AnswerReading(Kind.ANSWER, letters, true, start, end, end, null);
  }

  public static AnswerReading letterRun(String letters, int start, int end) {
    return new AnswerReading(Kind.LETTER_RUN, letters, true, start, end, end, null);
  }

  public static AnswerReading text(String key, int start, int end) {
    return new AnswerReading(Kind.ANSWER, key, false, start, end, end, null);
  }

  public static AnswerReading undecided(String note, int start, int end) {
    return new AnswerReading(Kind.UNDECIDED, null, false, start, end, end, note);
  }

  public AnswerReading stoppingAt(int position) {
    return new AnswerReading(kind, key, byLetter, start, end, Math.min(position, end), note);
  }

  /** Several options that are named by their texts alone. */
  public boolean namesTexts() {
    return kind == Kind.ANSWER && !byLetter && key.length() > 1 && key.matches("[A-Z]{2,}");
  }

  public boolean isDecided() {
    return kind != Kind.UNDECIDED;
  }

  public boolean sameAnswer(AnswerReading other) {
    return isDecided() && other.isDecided() && key.equals(other.key);
  }
}
