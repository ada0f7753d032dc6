package io.medsift.answers.closing;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.choice.LetterToken;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WholeWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a first line that is nothing but the answer, before an explanation. */
public final class OpeningLine {
  private static final int MAX_MARKS_LENGTH = 60;
  private static final int ITEM_LIMIT = 12;
  private static final int MAX_SENTENCE_LENGTH = 160;
  private static final Pattern DECISION =
      Pattern.compile("[*_]*+(yes|no|maybe|是的|否|不是)[*_]*+(?=[,.:;!。-])", Pattern.CASE_INSENSITIVE);

  private static final Pattern LETTER =
      Pattern.compile(
          "[*_]*+((?i:option|choice) |选项)?+[*_(\\[]*+([A-Z])[)\\]*_]*+"
              + "(?:[.:。]\\s*+|(?=\\()|(?=选?项)|(?<reason>,? (?:because|since)\\b))");
  private static final Pattern QUESTION = Pattern.compile("[^.!?\\n]*+\\?");
  private static final Pattern LABEL =
      Pattern.compile("(?<![\\p{L}\\p{N}])([A-Z])(?:[.):、。]|(?=选?项)|(?<=[(][A-Z])\\))");

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
    Found beginning = beginning(start);
    if (beginning != null || end == limit || end == start) {
      return beginning;
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

  /**
   * The answer of a first sentence that continues: "C. Glipizide closes", "Yes, the trial shows".
   */
  private Found beginning(int start) {
    if (options.areDecisions()) {
      Matcher decision = DECISION.matcher(text).region(start, text.length());
      AnswerReading reading =
          decision.lookingAt() && !ClosingSentence.hedges(text)
              ? reader.readWhole(text, decision.start(1), decision.end(1))
              : null;
      return reading == null || !reading.isDecided()
          ? null
          : new Found(ExtractionRule.OPENING_TEXT, reading);
    }
    Matcher letter = LETTER.matcher(text).region(start, text.length());
    if (!options.isClosed() || !letter.lookingAt() || !options.accepts(letter.group(2).charAt(0))) {
      return null;
    }
    String key = letter.group(2);
    String rest =
        text.substring(letter.end(), Math.min(text.length(), letter.end() + MAX_SENTENCE_LENGTH));
    String own = options.textOf(key);
    boolean names = !own.isEmpty() && WholeWords.begins(TextNormaliser.normalise(rest), own);
    boolean stands = names || letter.group(1) != null || letter.group("reason") != null;
    String said = TextNormaliser.normalise(rest);
    boolean denied =
        letter.group("reason") == null
            && ClosingSentence.excludes(own.isEmpty() ? said : said.replace(own, " "));
    denied |= QUESTION.matcher(rest).lookingAt();
    return stands && !denied && !labelsAnother(key.charAt(0))
        ? new Found(
            ExtractionRule.OPENING_LETTER,
            AnswerReading.letters(key, letter.start(2), letter.end(2)))
        : null;
  }

  /** Returns whether another option is labelled somewhere, so that the first may begin a list. */
  private boolean labelsAnother(char letter) {
    Matcher label = LABEL.matcher(text);
    while (label.find()) {
      char other = label.group(1).charAt(0);
      if (other != letter && options.accepts(other)) {
        return true;
      }
    }
    return false;
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
      boolean adjacent = !words;
      words |= !text.substring(line + 1, Math.min(text.length(), line + 3)).isBlank();
      boolean item =
          label != null
              && (label.isLabel() || label.style() == LetterToken.Style.GLUED)
              && Character.isUpperCase(text.charAt(label.start()))
              && options.readsLetters()
              && options.accepts(label.letter())
              && !reading.key().equals(String.valueOf(label.letter()));
      if (item) {
        return label.letter() == reading.key().charAt(0) + 1 || (adjacent && isWhole(line + 1));
      }
    }
    boolean lone = reading.byLetter() && isLoneA(start, end);
    return !words || (lone && !text.startsWith("\n\n", end));
  }

  /** Returns whether a line is an option and nothing more. */
  private boolean isWhole(int line) {
    int newline = nextLine(line);
    int end = newline < 0 ? text.length() : newline;
    boolean isShort = end - line <= MAX_MARKS_LENGTH + options.longestText();
    AnswerReading reading = isShort ? reader.readWhole(text, line, end) : null;
    return reading != null && reading.isDecided();
  }

  private int nextLine(int newline) {
    return text.indexOf('\n', newline + 1);
  }

  /** The article or pronoun that a word wrapped over two lines may leave. */
  private boolean isLoneA(int start, int end) {
    return end - start == 1 && "AI".indexOf(text.charAt(start)) >= 0;
  }
}
