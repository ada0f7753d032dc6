package io.medsift.answers;

/**
 * An answer, the rule that found it and the piece of text that says so.
 *
 * @param start where the piece begins, words that announce the answer included
 */
record Found(ExtractionRule rule, Reading reading, int start, int end) {
  Found(ExtractionRule rule, Reading reading) {
    this(rule, reading, reading.start(), reading.end());
  }

  Found including(int position) {
    return new Found(rule, reading, Math.min(start, position), Math.max(end, position));
  }

  boolean contradicts(Found other) {
    return reading.isDecided() && other.reading.isDecided() && !reading.sameAnswer(other.reading);
  }

  Found undecided(String note) {
    return new Found(rule, Reading.undecided(note, reading.start(), reading.end()), start, end);
  }
}
