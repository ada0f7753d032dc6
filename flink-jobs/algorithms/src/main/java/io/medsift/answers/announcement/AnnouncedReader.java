package io.medsift.answers.announcement;

import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;

/**
 * Reads the answers that a text announces, and gives up where it announces more than any response
 * would.
 */
final class AnnouncedReader {
  private static final int READ_LIMIT = 1_000;
  private static final int ITEM_LIMIT = 12;
  private static final int TEXT_LIMIT = 200;
  private static final String BULLETS = "-*•·–";

  private final String text;
  private final int end;
  private final AnswerReader reader;
  private int reads;

  AnnouncedReader(String text, int end, AnswerReader reader) {
    this.text = text;
    this.end = end;
    this.reader = reader;
  }

  /** The answer that begins at {@code position}, or null. */
  AnswerReading at(int position) {
    reads++;
    return reads > READ_LIMIT ? null : reader.readStart(text, position, end);
  }

  /** The reading, unless the line after it holds another option, so that both are of a list. */
  AnswerReading unlessListed(AnswerReading reading) {
    int line = text.indexOf('\n', reading.start());
    while (line >= 0 && line < end && Character.isWhitespace(text.charAt(line))) {
      line++;
    }
    if (line < 0 || line >= end || !reading.isDecided()) {
      return reading;
    }
    boolean listed = reading.byLetter() ? isLabel(line, reading) : isItem(line, reading);
    return listed
        ? AnswerReading.undecided("The answer is a list of options.", reading.start(), line + 1)
        : reading;
  }

  private boolean isLabel(int line, AnswerReading reading) {
    LetterToken next = LetterToken.at(text, line, Math.min(end, line + ITEM_LIMIT));
    return next != null
        && next.isLabel()
        && Character.isUpperCase(text.charAt(next.start()))
        && !String.valueOf(next.letter()).equals(reading.key());
  }

  /** Returns whether a bullet with nothing but the text of another option is there. */
  private boolean isItem(int line, AnswerReading reading) {
    int before = reading.start();
    while (before > 0 && text.charAt(before - 1) == ' ') {
      before--;
    }
    if (before == 0 || BULLETS.indexOf(text.charAt(before - 1)) < 0) {
      return false;
    }
    int from = line;
    while (from < end && (text.charAt(from) == ' ' || BULLETS.indexOf(text.charAt(from)) >= 0)) {
      from++;
    }
    int stop = from;
    while (stop < end && stop - from < TEXT_LIMIT && text.charAt(stop) != '\n') {
      stop++;
    }
    AnswerReading next = from == line ? null : reader.readWhole(text, from, stop);
    return next != null && next.isDecided() && !reader.agree(reading, next);
  }

  /** Returns what was announced, under the rule that it was found by. */
  static Found found(AnswerReading reading) {
    return new Found(
        reading.byLetter() || !reading.isDecided()
            ? ExtractionRule.ANCHORED_LETTER
            : ExtractionRule.ANCHORED_TEXT,
        reading);
  }
}
