package io.medsift.answers.choice;

import io.medsift.answers.reading.AnswerReading;
import io.medsift.answers.text.LatexWrappers;
import io.medsift.answers.text.TextNormaliser;
import io.medsift.answers.text.WholeWords;
import io.medsift.answers.text.WordBounds;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the letter of an option, with the text that may follow it, or several run together. */
public final class LetterReader {
  /** Note of a reading whose letter no option has. */
  public static final String NO_SUCH_OPTION = "The answer is a letter that no option has.";

  private static final int PHRASE_LIMIT = 64;
  private static final Pattern ANOTHER =
      Pattern.compile(
          "[\\s*_(\\[\"'`]*+(?<or>(?:or|alternatively)\\b[\\s,]*+(?:option |choice )?|或者?)?+"
              + "[\\s*_(\\[\"'`]*+(?<letter>[A-Z])(?![A-Za-z0-9])(?! (?:is|are|was|would|has)\\b)"
              + "[\\s*_)\\]\"'`.。]*+");
  private static final String[] REFUSALS = {
    "is not",
    "is incorrect",
    "is wrong",
    "is false",
    "isn't",
    "are incorrect",
    "is excluded",
    "cannot",
    "can't",
    "would be wrong",
    "would be incorrect",
    "are not",
    "are wrong",
    "错",
    "不正确",
    "不对",
    "是错",
    "是不"
  };

  private final AllowedAnswers options;
  private final boolean severalExpected;

  LetterReader(AllowedAnswers options, boolean severalExpected) {
    this.options = options;
    this.severalExpected = severalExpected;
  }

  /** Returns the letter, or letters run together, at {@code start}; null where there are none. */
  AnswerReading read(String text, int start, int end) {
    if (!options.readsLetters()) {
      return null;
    }
    LetterToken token = LetterToken.at(text, start, end);
    if (token == null) {
      return letterRun(text, start, end);
    }
    if (!options.accepts(token.letter())) {
      return token.isLabel()
          ? AnswerReading.undecided(NO_SUCH_OPTION, token.start(), token.end())
          : null;
    }
    return withText(text, token, end);
  }

  /** Compares the letter with the text that follows it. */
  private AnswerReading withText(String text, LetterToken token, int end) {
    String key = String.valueOf(token.letter());
    if (token.style() == LetterToken.Style.ALONE) {
      return AnswerReading.letters(key, token.start(), token.end());
    }
    int from = token.end();
    while (from < end && " .:,;)]}*-–—|、。\"\u200B".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    String rest = text.substring(from, end);
    if (startsWithAny(beginning(rest), REFUSALS)) {
      return null;
    }
    String normalised = TextNormaliser.normalise(rest);
    if (namesAnother(rest, token.letter(), key)) {
      return AnswerReading.undecided(
          "The answer names another option beside the first.", token.start(), end);
    }
    AllowedAnswers.Match match = options.startOf(normalised);
    int matchStart = 0;
    if (match == null && normalised.startsWith("(")) {
      match = options.startOf(normalised.substring(1));
      matchStart = 1;
    }
    boolean article =
        token.style() == LetterToken.Style.BARE && (key.equals("A") || key.equals("I"));
    boolean opened = normalised.startsWith("(") && !options.textOf(key).startsWith("(");
    String own = opened ? "(" + options.textOf(key) : options.textOf(key);
    if (match == null
        && !article
        && own.length() > (opened ? 1 : 0)
        && WholeWords.begins(normalised, own)) {
      int stop = TextNormaliser.endOf(text, from, end, own);
      return AnswerReading.letters(key, token.start(), Math.min(end, Math.max(stop, token.end())))
          .stoppingAt(stop);
    }
    if (match != null && options.commonStart(key, normalised) <= match.length()) {
      boolean same =
          match.key().equals(key) || options.textEquals(key, options.textOf(match.key()));
      return same
          ? AnswerReading.letters(key, token.start(), end)
              .stoppingAt(
                  TextNormaliser.endOf(
                      text, from, end, normalised.substring(0, matchStart + match.length())))
          : AnswerReading.undecided(
              "The answer is the letter of one option with the text of another.",
              token.start(),
              end);
    }
    return isSetOff(token, rest, normalised, key)
        ? AnswerReading.letters(key, token.start(), Math.min(end, token.end() + 1))
            .stoppingAt(token.end())
        : null;
  }

  /**
   * Returns whether nothing but another letter follows ("A: C"), or one that is an alternative ("A,
   * or C if she is allergic").
   */
  private boolean namesAnother(String rest, char letter, String key) {
    Matcher another = ANOTHER.matcher(rest);
    if (!another.lookingAt()) {
      return false;
    }
    char other = another.group("letter").charAt(0);
    boolean alone = another.group("or") == null && another.end() == rest.length();
    return other != letter
        && options.accepts(other)
        && options.textOf(key).length() > 2
        && (alone || another.group("or") != null);
  }

  private boolean isSetOff(LetterToken token, String rest, String normalised, String key) {
    return switch (token.style()) {
      case PART_OF_A_WORD, GLUED -> false;
      case ALONE, ENCLOSED, PUNCTUATED -> true;
      case DOTTED ->
          rest.isEmpty()
              || !Character.isLowerCase(rest.charAt(0))
              || options.isCompatible(key, normalised);
      case BARE ->
          !rest.isEmpty()
              && (LetterToken.isHanAfterLetter(rest.charAt(0))
                  || LetterToken.REASONS.contains(firstWord(rest))
                  || rest.startsWith("and not ")
                  || (options.isClosed() && normalised.startsWith(options.textOf(key))));
    };
  }

  private static String firstWord(String rest) {
    int at = 0;
    while (at < rest.length() && WordBounds.isAsciiLetter(rest.charAt(at))) {
      at++;
    }
    return rest.substring(0, at).toLowerCase(Locale.ROOT);
  }

  private AnswerReading letterRun(String text, int start, int end) {
    int from = start;
    while (from < end && " *_`\"'([{$".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    int at = LatexWrappers.skipOpening(text, from, end);
    int begin = at;
    TreeSet<Character> letters = new TreeSet<>();
    while (at < end && text.charAt(at) <= 'Z' && text.charAt(at) >= 'A') {
      char letter = text.charAt(at);
      boolean ordered = letters.isEmpty() || letter > letters.last();
      if (!options.accepts(letter) || !letters.add(letter) || !(ordered || severalExpected)) {
        return null;
      }
      at++;
    }
    boolean delimited =
        at == end || (!Character.isLetterOrDigit(text.charAt(at)) && text.charAt(at) != '-');
    if (at - begin < 2 || !(delimited || Character.isIdeographic(text.charAt(at)))) {
      return null;
    }
    StringBuilder run = new StringBuilder();
    letters.forEach(run::append);
    return AnswerReading.letterRun(run.toString(), begin, at);
  }

  /** As much of a text, in lower case, as is compared with a phrase. */
  static String beginning(String text) {
    return text.substring(0, Math.min(text.length(), PHRASE_LIMIT)).toLowerCase(Locale.ROOT);
  }

  static boolean startsWithAny(String text, String[] starts) {
    for (String start : starts) {
      if (text.startsWith(start)
          && (text.length() == start.length()
              || !WordBounds.isAsciiLetter(text.charAt(start.length()))
              || start.endsWith(" "))) {
        return true;
      }
    }
    return false;
  }
}
