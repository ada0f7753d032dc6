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

  /** The reading, unless the line after it holds another letter, so that both are of a list. */
  AnswerReading unlessListed(AnswerReading reading) {
    int line = text.indexOf('\n', reading.start());
    while (line >= 0 && line < end && Character.isWhitespace(text.charAt(line))) {
      line++;
    }
    if (!reading.byLetter() || line < 0 || line >= end) {
      return reading;
    }
    LetterToken next = LetterToken.at(text, line, Math.min(end, line + ITEM_LIMIT));
    boolean listed =
        next != null
            && next.isLabel()
            && Character.isUpperCase(text.charAt(next.start()))
            && !String.valueOf(next.letter()).equals(reading.key());
    return listed
        ? AnswerReading.undecided("The answer is a list of options.", reading.start(), next.end())
        : reading;
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
