package io.medsift.answers.reading;

/**
 * An answer, the rule that found it and the matched text.
 *
 * @param start where the piece begins, words that announce the answer included
 */
public record Found(ExtractionRule rule, AnswerReading reading, int start, int end) {
  public Found(ExtractionRule rule, AnswerReading reading) {
    this(rule, reading, reading.start(), reading.end());
  }

  public Found including(int position) {
    return new Found(rule, reading, Math.min(start, position), Math.max(end, position));
  }

  public boolean contradicts(Found other) {
    return reading.isDecided() && other.reading.isDecided() && !reading.sameAnswer(other.reading);
  }

  public Found undecided(String note) {
    return new Found(
        rule, AnswerReading.undecided(note, reading.start(), reading.end()), start, end);
  }
}
