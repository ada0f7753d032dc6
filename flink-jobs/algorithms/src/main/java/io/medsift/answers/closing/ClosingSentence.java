package io.medsift.answers.closing;

import io.medsift.answers.text.LatexWrappers;
import java.util.Locale;
import java.util.Set;

/** The last sentence of a text, and what kind of statement it makes. */
final class ClosingSentence {
  private static final int LONGEST = 600;
  private static final int FIRST_WORDS = 24;

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
  private static final Set<String> CONDITIONS =
      Set.of("if", "unless", "whether", "suppose", "assuming", "would", "could", "might");
  private static final Set<String> ANSWER_WORDS = Set.of("answer", "therefore", "thus", "hence");
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
  private final int start;

  private ClosingSentence(String text, int start) {
    this.text = text;
    this.start = start;
  }

  static ClosingSentence of(String text) {
    return new ClosingSentence(text, start(text));
  }

  int start() {
    return start;
  }

  /** Whether the sentence begins as a conclusion does, or speaks of the answer. */
  boolean concludes() {
    int firstWords = Math.min(text.length(), start + FIRST_WORDS);
    return hasWord(firstWords, CONCLUSIONS)
        || hasWord(text.length(), ANSWER_WORDS)
        || containsAny(HAN_CONCLUSIONS);
  }

  /** Whether something is supposed before {@code end}. */
  boolean hasCondition(int end) {
    return hasWord(end, CONDITIONS);
  }

  /** Whether something is denied or weighed before {@code end}; in Chinese, anywhere. */
  boolean hasNegation(int end) {
    return hasWord(end, NEGATIONS) || containsAny(HAN_NEGATIONS);
  }

  private static int start(String text) {
    int end = text.length();
    while (end > 0 && !Character.isLetterOrDigit(text.charAt(end - 1))) {
      end--;
    }
    int limit = Math.max(0, end - LONGEST);
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

  private boolean hasWord(int end, Set<String> words) {
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

  private boolean containsAny(String[] parts) {
    for (String part : parts) {
      if (text.indexOf(part, start) >= 0) {
        return true;
      }
    }
    return false;
  }
}
