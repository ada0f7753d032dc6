package io.medsift.answers.announcement;

import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.WordBounds;

/** Reads a field whose name speaks of an answer or a choice: {@code "answer_choice": "C"}. */
final class AnswerField {
  private static final int NAME_LIMIT = 24;
  private static final int VALUE_LIMIT = 2_000;

  private AnswerField() {}

  /**
   * Reads the field whose name holds the word from {@code wordStart} to {@code wordEnd}, or gives
   * null where that is no field name. A field that names no option is an answer all the same.
   */
  static Found read(String text, int wordStart, int wordEnd, int end, AnswerReader reader) {
    int open = wordStart - 1;
    while (open >= 0 && wordStart - open < NAME_LIMIT && isNameChar(text.charAt(open))) {
      open--;
    }
    int close = wordEnd;
    while (close < end && close - wordEnd < NAME_LIMIT && isNameChar(text.charAt(close))) {
      close++;
    }
    boolean quoted =
        open >= 0
            && close < end
            && text.charAt(open) == text.charAt(close)
            && (text.charAt(open) == '"' || text.charAt(open) == '\'');
    if (!quoted) {
      return null;
    }
    int colon = skipSpace(text, close + 1, end);
    if (colon >= end || text.charAt(colon) != ':') {
      return null;
    }
    int start = skipSpace(text, colon + 1, end);
    int limit = Math.min(end, start + VALUE_LIMIT);
    if (start < limit && text.charAt(start) == '{') {
      return null;
    }
    boolean list = start < limit && text.charAt(start) == '[';
    if (list) {
      int closing = closingQuote(text, start + 1, limit, ']');
      return found(text, start + 1, closing, reader);
    }
    boolean stringValue = start < limit && "\"'".indexOf(text.charAt(start)) >= 0;
    int valueStart = stringValue ? start + 1 : start;
    int valueEnd =
        stringValue
            ? closingQuote(text, valueStart, limit, text.charAt(start))
            : endOfBareValue(text, valueStart, limit);
    return found(text, valueStart, valueEnd, reader);
  }

  private static Found found(String text, int valueStart, int valueEnd, AnswerReader reader) {
    AnswerReading reading = reader.readWhole(text, valueStart, valueEnd);
    return new Found(
        ExtractionRule.ANSWER_FIELD,
        reading != null
            ? reading
            : AnswerReading.undecided("The answer field names no option.", valueStart, valueEnd));
  }

  private static boolean isNameChar(char c) {
    return WordBounds.isAsciiLetter(c) || c == '_' || c == ' ';
  }

  private static int skipSpace(String text, int from, int end) {
    int at = from;
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int closingQuote(String text, int from, int limit, char quote) {
    int at = from;
    while (at < limit && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(at, limit);
  }

  private static int endOfBareValue(String text, int from, int limit) {
    int at = from;
    while (at < limit && ",}\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
