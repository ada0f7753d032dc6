package io.medsift.answers.closing;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;

/** Reads a first line that is nothing but the answer, before an explanation. */
public final class OpeningLine {
  private static final int MAX_MARKS_LENGTH = 60;
  private static final int ITEM_LIMIT = 12;

  private final String text;
  private final AllowedAnswers options;
  private final AnswerReader reader;

  public OpeningLine(String text, AllowedAnswers options, AnswerReader reader) {
    this.text = text;
    this.options = options;
    this.reader = reader;
  }

  /** The answer, or null where the first line says more or less than one, or begins a list. */
  public Found read() {
    int start = 0;
    while (start < text.length() && " \n\r\t#>".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int limit = Math.min(text.length(), start + MAX_MARKS_LENGTH + options.longestText());
    int end = start;
    while (end < limit && text.charAt(end) != '\n') {
      end++;
    }
    if (end == limit || end == start) {
      return null;
    }
    int stop = end;
    while (stop > start && " .*_。\r\u200B".indexOf(text.charAt(stop - 1)) >= 0) {
      stop--;
    }
    AnswerReading reading = stop > start ? reader.readWhole(text, start, stop) : null;
    boolean answers =
        reading != null
            && reading.isDecided()
            && reading.kind() != AnswerReading.Kind.LETTER_RUN
            && !reading.namesTexts()
            && saysNoMore(reading, stop);
    return answers && !beginsList(reading, start, end)
        ? new Found(
            reading.byLetter() ? ExtractionRule.OPENING_LETTER : ExtractionRule.OPENING_TEXT,
            reading)
        : null;
  }

  private boolean saysNoMore(AnswerReading reading, int stop) {
    if (!reading.byLetter()) {
      return text.lastIndexOf('=', stop) < reading.start();
    }
    for (int at = reading.stop(); at < stop; at++) {
      if (Character.isLetterOrDigit(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the first label on a line below is that of the next letter, as in a list. */
  private boolean beginsList(AnswerReading reading, int start, int end) {
    boolean words = false;
    for (int line = end; line >= 0 && line + 1 < text.length(); line = nextLine(line)) {
      LetterToken label =
          LetterToken.at(text, line + 1, Math.min(text.length(), line + 1 + ITEM_LIMIT));
      words |= !text.substring(line + 1, Math.min(text.length(), line + 3)).isBlank();
      boolean item =
          label != null
              && (label.isLabel() || label.style() == LetterToken.Style.GLUED)
              && Character.isUpperCase(text.charAt(label.start()))
              && options.readsLetters()
              && options.accepts(label.letter())
              && !reading.key().equals(String.valueOf(label.letter()));
      if (item) {
        return label.letter() == reading.key().charAt(0) + 1;
      }
    }
    boolean lone = reading.byLetter() && isLoneA(start, end);
    return !words || (lone && !text.startsWith("\n\n", end));
  }

  private int nextLine(int newline) {
    return text.indexOf('\n', newline + 1);
  }

  /** The article or pronoun that a word wrapped over two lines may leave. */
  private boolean isLoneA(int start, int end) {
    return end - start == 1 && "AI".indexOf(text.charAt(start)) >= 0;
  }
}
