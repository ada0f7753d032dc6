package io.medsift.answers.closing;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.Set;

/** Reads a last line that is nothing but the answer, and not the last of a list of options. */
final class ClosingLine {
  private static final int MAX_LENGTH = 300;
  private static final int ITEM_LIMIT = 12;
  private static final int MARKS_LIMIT = 12;
  private static final Set<String> LEAD_WORDS = Set.of("therefore", "thus", "hence", "so");

  private final String text;
  private final AllowedAnswers options;
  private final AnswerReader reader;

  ClosingLine(String text, AllowedAnswers options, AnswerReader reader) {
    this.text = text;
    this.options = options;
    this.reader = reader;
  }

  /** The answer, or null where the last line says more or less than one. */
  Found read() {
    int end = text.length();
    int start = text.lastIndexOf('\n', end - 1) + 1;
    if (end - start > MAX_LENGTH) {
      return null;
    }
    start = skipLead(start, end);
    int textEnd = end;
    while (textEnd > start && " .*_。".indexOf(text.charAt(textEnd - 1)) >= 0) {
      textEnd--;
    }
    AnswerReading reading = reader.readWhole(text, start, textEnd);
    if (reading == null
        || !reading.isDecided()
        || reading.kind() == AnswerReading.Kind.LETTER_RUN) {
      return null;
    }
    boolean denied =
        reading.byLetter()
            && ClosingSentence.isDenied(text.substring(Math.min(reading.stop(), end), end));
    if (denied) {
      return null;
    }
    if (reading.byLetter() && !closesByLetter(reading, start, textEnd)) {
      return null;
    }
    return new Found(
        reading.byLetter() ? ExtractionRule.CLOSING_LETTER : ExtractionRule.CLOSING_TEXT, reading);
  }

  /**
   * Returns whether a last line with a letter is a statement. A letter without a mark may be all
   * that is left of a word or of an item where the response was cut off, so it must stand apart.
   */
  private boolean closesByLetter(AnswerReading reading, int start, int end) {
    int before = start - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    if (before < 0) {
      return !holdsText(reading.end(), end) || isSetOff(reading.end());
    }
    if (otherListItem(reading.key(), start)) {
      return false;
    }
    if (matchesOptionText(reading, start, end)) {
      return true;
    }
    boolean item = text.charAt(end - 1) == ')' && text.charAt(start) != '(';
    if (end - start > 1) {
      return !item && !holdsText(reading.end(), end);
    }
    char letter = text.charAt(start);
    boolean apart = text.startsWith("\n\n", before + 1) && ".!?。".indexOf(text.charAt(before)) >= 0;
    return apart && Character.isUpperCase(letter) && letter != 'A' && letter != 'I';
  }

  private boolean isSetOff(int letterEnd) {
    return ".:,;)*".indexOf(text.charAt(letterEnd - 1)) >= 0
        || (letterEnd > 1 && ")*".indexOf(text.charAt(letterEnd - 2)) >= 0);
  }

  private boolean holdsText(int from, int end) {
    for (int at = from; at < end; at++) {
      if (Character.isLetterOrDigit(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether an earlier line begins with the letter of another option, as in a list of
   * options.
   */
  private boolean otherListItem(String key, int lastLine) {
    int line = 0;
    while (line < lastLine - 1) {
      LetterToken token = LetterToken.at(text, line, Math.min(line + ITEM_LIMIT, lastLine));
      boolean item =
          token != null
              && token.isLabel()
              && options.accepts(token.letter())
              && !key.equals(String.valueOf(token.letter()));
      if (item) {
        return true;
      }
      int next = text.indexOf('\n', line);
      if (next < 0) {
        return false;
      }
      line = next + 1;
    }
    return false;
  }

  private boolean matchesOptionText(AnswerReading reading, int start, int end) {
    String line = TextNormaliser.normalise(text, start, end, true);
    String option = options.textOf(reading.key());
    return !option.isEmpty()
        && line.endsWith(option)
        && line.length() - option.length() <= MARKS_LIMIT;
  }

  private int skipLead(int start, int end) {
    int at = start;
    while (at < end && " #*>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int wordEnd = WordBounds.end(text, at, end);
    boolean lead = LEAD_WORDS.contains(text.substring(at, wordEnd).toLowerCase(Locale.ROOT));
    if (!lead) {
      return start;
    }
    while (wordEnd < end && ", :".indexOf(text.charAt(wordEnd)) >= 0) {
      wordEnd++;
    }
    return wordEnd;
  }
}
