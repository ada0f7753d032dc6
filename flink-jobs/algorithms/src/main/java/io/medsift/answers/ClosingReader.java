package io.medsift.answers;

import java.util.Locale;
import java.util.Set;

/** Reads the answer that closes a response without words that announce it. */
final class ClosingReader {
  private static final int SENTENCE_LIMIT = 600;
  private static final int LINE_LIMIT = 300;
  private static final int SHORTEST_TEXT = 4;

  private static final Set<String> BEFORE_BRACKETED =
      Set.of(
          "is",
          "are",
          "be",
          "option",
          "choice",
          "choose",
          "select",
          "pick",
          "with",
          "answer",
          "statement",
          "therefore",
          "thus");
  private static final Set<String> BEFORE_BARE =
      Set.of("option", "choice", "choose", "select", "pick");
  private static final Set<String> CONCLUSIONS =
      Set.of(
          "therefore",
          "thus",
          "hence",
          "so",
          "conclusion",
          "answer",
          "summary",
          "consequently",
          "overall",
          "accordingly");
  private static final Set<String> ANSWER_WORDS = Set.of("answer", "therefore", "thus", "hence");
  private static final Set<String> LEAD_WORDS = Set.of("therefore", "thus", "hence", "so");
  private static final Set<String> NEGATIONS =
      Set.of(
          "not",
          "no",
          "never",
          "except",
          "excluding",
          "incorrect",
          "wrong",
          "false",
          "unlike",
          "without",
          "rather",
          "neither",
          "nor",
          "none",
          "cannot",
          "least",
          "isn't",
          "doesn't",
          "don't",
          "can't",
          "aren't",
          "unlikely",
          "ruled",
          "if",
          "whether",
          "however",
          "although",
          "closest",
          "but",
          "instead",
          "while",
          "than",
          "contradicts",
          "since",
          "because",
          "already",
          "besides",
          "other",
          "impossible",
          "or");
  private static final String[] HAN_CONCLUSIONS = {"因此", "所以", "综上", "故", "最可能", "考虑为", "诊断为"};
  private static final String[] HAN_NEGATIONS = {"不", "非", "除", "错", "无", "没", "否", "但"};

  private final String text;
  private final AnswerOptions options;
  private final AnswerReader reader;

  ClosingReader(String text, AnswerOptions options, AnswerReader reader) {
    this.text = text;
    this.options = options;
    this.reader = reader;
  }

  Found read() {
    Found line = closingLine();
    if (line != null) {
      return line;
    }
    if (!options.isClosed()) {
      return null;
    }
    int start = sentenceStart();
    Found found = options.readsLetters() ? closingLetter(start) : decision(start);
    if (found == null && options.readsLetters()) {
      found = letterWithItsText(start);
    }
    return found != null ? found : optionText(start);
  }

  /** A last line that is nothing but the answer, and not the last of a list of options. */
  private Found closingLine() {
    int end = text.length();
    int start = text.lastIndexOf('\n', end - 1) + 1;
    if (end - start > LINE_LIMIT) {
      return null;
    }
    start = skipLead(start, end);
    int textEnd = end;
    while (textEnd > start && " .*_。".indexOf(text.charAt(textEnd - 1)) >= 0) {
      textEnd--;
    }
    Reading reading = reader.readWhole(text, start, textEnd);
    if (reading == null || !reading.isDecided() || reading.kind() == Reading.Kind.LETTER_RUN) {
      return null;
    }
    if (reading.byLetter() && !closesByLetter(reading, start, textEnd)) {
      return null;
    }
    return new Found(
        reading.byLetter() ? ExtractionRule.CLOSING_LETTER : ExtractionRule.CLOSING_TEXT, reading);
  }

  /**
   * Whether a last line with a letter is a statement. A letter without a mark may be all that is
   * left of a word or of an item where the response was cut off, so it must stand apart.
   */
  private boolean closesByLetter(Reading reading, int start, int end) {
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
        || ")*".indexOf(text.charAt(letterEnd - 2)) >= 0;
  }

  private boolean holdsText(int from, int end) {
    for (int at = from; at < end; at++) {
      if (Character.isLetterOrDigit(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an earlier line begins with the letter of another option, as in a list of options. */
  private boolean otherListItem(String key, int lastLine) {
    int line = 0;
    while (line < lastLine - 1) {
      LetterToken token = LetterToken.at(text, line, Math.min(line + 12, lastLine));
      boolean item =
          token != null
              && token.style() != LetterToken.Style.BARE
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

  private boolean matchesOptionText(Reading reading, int start, int end) {
    String line = TextNormaliser.normalise(text, start, end, true);
    String option = options.textOf(reading.key());
    return !option.isEmpty() && line.endsWith(option) && line.length() - option.length() <= 12;
  }

  private int skipLead(int start, int end) {
    int at = start;
    while (at < end && " #*>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int wordEnd = at;
    while (wordEnd < end && LatexWrappers.isAsciiLetter(text.charAt(wordEnd))) {
      wordEnd++;
    }
    boolean lead = LEAD_WORDS.contains(text.substring(at, wordEnd).toLowerCase(Locale.ROOT));
    if (!lead) {
      return start;
    }
    while (wordEnd < end && ", :".indexOf(text.charAt(wordEnd)) >= 0) {
      wordEnd++;
    }
    return wordEnd;
  }

  private int sentenceStart() {
    int end = text.length();
    while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int limit = Math.max(0, end - SENTENCE_LIMIT);
    for (int at = end - 1; at > limit; at--) {
      char c = text.charAt(at);
      boolean stops =
          c == '\n'
              || c == '。'
              || ((c == '.' || c == '!' || c == '?')
                  && Character.isWhitespace(text.charAt(at + 1))
                  && !(at >= 2
                      && !Character.isLetterOrDigit(text.charAt(at - 2))
                      && LatexWrappers.isAsciiLetter(text.charAt(at - 1))));
      if (stops) {
        return at + 1;
      }
    }
    return limit;
  }

  /** The one letter that the closing sentence sets in bold, or ends with in parentheses. */
  private Found closingLetter(int start) {
    Reading bold = onlyBold(start);
    if (bold != null) {
      return bold.isDecided() ? new Found(ExtractionRule.CLOSING_LETTER, bold) : null;
    }
    int end = text.length();
    while (end > start && " .*_!。".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == text.length() || end - start < 2 || hasNegation(start, end)) {
      return null;
    }
    boolean bracketed =
        end - start > 3 && text.charAt(end - 1) == ')' && text.charAt(end - 3) == '(';
    int letterStart = bracketed ? end - 3 : end - 1;
    LetterToken token = LetterToken.at(text, letterStart, end);
    if (token == null
        || !Character.isUpperCase(text.charAt(token.start()))
        || letterStart <= start) {
      return null;
    }
    if (bracketed && text.indexOf('(', start) != letterStart) {
      return null;
    }
    String before = wordBefore(letterStart);
    boolean named = (bracketed ? BEFORE_BRACKETED : BEFORE_BARE).contains(before);
    String key = String.valueOf(token.letter());
    boolean afterItsText =
        bracketed
            && !options.textOf(key).isEmpty()
            && TextNormaliser.normalise(text, start, letterStart, true)
                .endsWith(options.textOf(key));
    if (!(named || afterItsText)
        || !options.accepts(token.letter())
        || text.charAt(letterStart - 1) != ' ') {
      return null;
    }
    return new Found(ExtractionRule.CLOSING_LETTER, Reading.letters(key, letterStart, end));
  }

  /**
   * The one letter in parentheses in the closing sentence, where the text of its option follows.
   */
  private Found letterWithItsText(int start) {
    int open = text.indexOf('(', start);
    boolean letter =
        open >= 0
            && open + 3 < text.length()
            && text.charAt(open + 2) == ')'
            && options.accepts(text.charAt(open + 1));
    if (!letter || text.indexOf('(', open + 1) >= 0 || hasNegation(start, open)) {
      return null;
    }
    String key = String.valueOf(text.charAt(open + 1));
    AnswerOptions.Match match = options.equalTo(text.substring(open + 3, text.length()));
    return match == null || !match.key().equals(key)
        ? null
        : new Found(ExtractionRule.CLOSING_LETTER, Reading.letters(key, open, text.length()));
  }

  private Reading onlyBold(int start) {
    Reading only = null;
    int open = text.indexOf("**", start);
    while (open >= 0) {
      int close = text.indexOf("**", open + 2);
      if (close < 0) {
        return only;
      }
      Reading reading = close - open > LINE_LIMIT ? null : reader.readWhole(text, open + 2, close);
      if (reading != null && reading.byLetter()) {
        if (only != null && !only.sameAnswer(reading)) {
          return Reading.undecided("The closing sentence sets two letters in bold.", open, close);
        }
        only = reading;
      }
      open = text.indexOf("**", close + 2);
    }
    return only;
  }

  private String wordBefore(int at) {
    int end = at;
    while (end > 0 && " *_:".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && LatexWrappers.isAsciiLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** A closing sentence that begins with yes, no or maybe. */
  private Found decision(int start) {
    int at = start;
    while (at < text.length() && " *_\"".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean chinese = at < text.length() && Character.isIdeographic(text.charAt(at));
    Reading reading = chinese ? null : reader.readStart(text, at, text.length());
    return reading == null || !reading.isDecided()
        ? null
        : new Found(ExtractionRule.CLOSING_TEXT, reading);
  }

  /** The one option that a complete, concluding, unnegated closing sentence speaks of. */
  private Found optionText(int start) {
    char last = text.charAt(text.length() - 1);
    if (".。!*)]\"".indexOf(last) < 0 || !options.readsLetters()) {
      return null;
    }
    if (!concludes(start, text.length()) || hasNegation(start, text.length())) {
      return null;
    }
    String sentence = TextNormaliser.normalise(text, start, text.length(), true);
    String key = options.onlyOneInside(sentence, SHORTEST_TEXT);
    return key == null
        ? null
        : new Found(ExtractionRule.OPTION_TEXT, Reading.text(key, start, text.length()));
  }

  /** Whether the sentence begins as a conclusion does, or speaks of the answer. */
  private boolean concludes(int start, int end) {
    int firstWords = Math.min(end, start + 24);
    return hasWord(start, firstWords, CONCLUSIONS)
        || hasWord(start, end, ANSWER_WORDS)
        || containsAny(start, HAN_CONCLUSIONS);
  }

  private boolean hasNegation(int start, int end) {
    return hasWord(start, end, NEGATIONS) || containsAny(start, HAN_NEGATIONS);
  }

  private boolean hasWord(int start, int end, Set<String> words) {
    int wordStart = -1;
    for (int at = start; at <= end; at++) {
      char c = at < end ? text.charAt(at) : ' ';
      boolean inWord = LatexWrappers.isAsciiLetter(c) || c == '\'';
      if (inWord && wordStart < 0) {
        wordStart = at;
      } else if (!inWord && wordStart >= 0) {
        if (words.contains(text.substring(wordStart, at).toLowerCase(Locale.ROOT))) {
          return true;
        }
        wordStart = -1;
      }
    }
    return false;
  }

  private boolean containsAny(int start, String[] parts) {
    for (String part : parts) {
      if (text.indexOf(part, start) >= 0) {
        return true;
      }
    }
    return false;
  }
}
