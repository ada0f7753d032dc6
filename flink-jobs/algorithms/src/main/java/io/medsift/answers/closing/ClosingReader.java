package io.medsift.answers.closing;

import io.medsift.answers.choice.AllowedAnswers;
import io.medsift.answers.number.QuantityReader;
import io.medsift.answers.reading.AnswerReader;
import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.reading.ExtractionRule;
import io.medsift.answers.reading.Found;
import io.medsift.answers.text.TextNormaliser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answer that closes a response without words that announce it. */
public final class ClosingReader {
  private static final int MIN_TEXT = 4;
  private static final int MIN_HAN_TEXT = 2;
  private static final int RESULT_REACH = 100;
  private static final String MARKS_AT_END = ".。!* \n";
  private static final Pattern RESULT =
      Pattern.compile(
          "\\b(?i:the|our|final) result (?:is|equals|=)[\\s*]++"
              + "|(?<![如间步设])结果(?:就|应该|应)?(?:是|为|等于|=)[\\s*:]*+|(?:所以|因此|故)[,，]?等于[\\s*]*+");
  private static final String SENTENCE_ENDS = ".。!*)]\"";

  private final String text;
  private final AllowedAnswers options;
  private final AnswerReader reader;

  public ClosingReader(String text, AllowedAnswers options, AnswerReader reader) {
    this.text = text;
    this.options = options;
    this.reader = reader;
  }

  /** The answer of the last line or, where the options are known, of the last sentence; or null. */
  public Found read() {
    Found line = new ClosingLine(text, options, reader).read();
    if (line == null && reader instanceof QuantityReader) {
      line = result();
    }
    if (line != null || !options.isClosed()) {
      return line;
    }
    ClosingSentence sentence = ClosingSentence.of(text);
    if (!options.readsLetters()) {
      return decision(sentence.start());
    }
    Found letter = new ClosingLetter(text, options, reader, sentence).read();
    return letter != null ? letter : optionText(sentence);
  }

  /** The number of a closing sentence that ends in "the result is 42" or 结果为42; or null. */
  private Found result() {
    ClosingSentence sentence = ClosingSentence.of(text);
    int end = text.length();
    while (end > sentence.start() && MARKS_AT_END.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    Matcher result =
        RESULT.matcher(text).region(Math.max(sentence.start(), end - RESULT_REACH), end);
    if (!result.find() || sentence.hasCondition(end) || sentence.hasNegation(end)) {
      return null;
    }
    AnswerReading reading = reader.readWhole(text, result.end(), end);
    return reading == null || !reading.isDecided()
        ? null
        : new Found(ExtractionRule.CLOSING_TEXT, reading);
  }

  /** The sentence around the option, whose own words may speak of refusal. */
  private static String without(String sentence, String option) {
    int at = sentence.indexOf(option);
    return at < 0
        ? sentence
        : sentence.substring(0, at) + " " + sentence.substring(at + option.length());
  }

  /** A closing sentence that begins with yes, no or maybe. */
  private Found decision(int start) {
    int at = start;
    while (at < text.length() && " *_\"".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean chinese = at < text.length() && Character.isIdeographic(text.charAt(at));
    AnswerReading reading =
        chinese || ClosingSentence.hedges(text.substring(at))
            ? null
            : reader.readStart(text, at, text.length());
    return reading == null || !reading.isDecided()
        ? null
        : new Found(ExtractionRule.CLOSING_TEXT, reading);
  }

  /** The one option that a complete, concluding, unnegated closing sentence speaks of. */
  private Found optionText(ClosingSentence sentence) {
    int end = text.length();
    boolean complete = SENTENCE_ENDS.indexOf(text.charAt(end - 1)) >= 0;
    if (!complete || sentence.hasNegation(end)) {
      return null;
    }
    String normalised = TextNormaliser.normalise(text, sentence.start(), end, true);
    boolean han = normalised.chars().anyMatch(Character::isIdeographic);
    String key = options.onlyOneInside(normalised, han ? MIN_HAN_TEXT : MIN_TEXT);
    if (key == null) {
      return null;
    }
    String option = options.textOf(key);
    int at = normalised.indexOf(option);
    String around = without(normalised, option);
    boolean first = ClosingSentence.ranksFirst(normalised, at, at + option.length());
    boolean excluded =
        ClosingSentence.excludes(around)
            || !ClosingSentence.singlesOut(normalised, at, at + option.length())
            || !(first || (sentence.concludes() && !ClosingSentence.givesOtherPart(around)));
    return excluded
        ? null
        : new Found(ExtractionRule.OPTION_TEXT, AnswerReading.text(key, sentence.start(), end));
  }
}
