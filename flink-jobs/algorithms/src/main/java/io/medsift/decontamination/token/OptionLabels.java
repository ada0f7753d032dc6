package io.medsift.decontamination.token;

/**
 * Finds where the choices of a multiple-choice question begin, in whatever form: {@code A. text},
 * {@code (A) text}, {@code **A.** text}, {@code "A": "text"}, each on a line or one after the
 * other, and on lines of their own {@code A - text}, {@code 1. text} and {@code - text}.
 */
final class OptionLabels {
  private static final int NO_LABEL = -1;
  private static final String AFTER_LABEL = ".):]\u3001\uFF0E\uFF1A\uFF09\u3002\uFF61";
  private static final String AFTER_LABEL_OF_LINE = "-\u2013\u2014|\t";
  private static final String AFTER_NUMBER = ".):\u3001\uFF0E\uFF1A\uFF09";
  private static final String BEFORE_LABEL =
      " \n\t\r([{)*_\"|\u00A0\u3000\uFF08\uFF09.;?!:,\u3002\uFF1F\uFF1B\uFF1A\uFF0C";
  private static final String MARKUP = "*_\"";
  private static final String BULLETS = "-*\u2022\u00B7\u25CF\u25E6\u2013";

  private OptionLabels() {}

  /**
   * The token that is the label of the first choice.
   *
   * @param tokens of {@code text}
   * @return its number, or the number of tokens if there is no A followed by a B
   */
  static int find(String text, TextTokens tokens) {
    int letters = findLabels(text, tokens, false);
    if (letters < tokens.count()) {
      return letters;
    }
    int numbers = findLabels(text, tokens, true);
    return numbers < tokens.count() ? numbers : findBullets(text, tokens);
  }

  private static int findLabels(String text, TextTokens tokens, boolean numbers) {
    int first = NO_LABEL;
    for (int token = 0; token < tokens.count(); token++) {
      int label = numbers ? number(text, tokens, token) : letter(text, tokens, token);
      if (label == 0) {
        first = token;
      } else if (label == 1 && first != NO_LABEL) {
        return first;
      }
    }
    return tokens.count();
  }

  /** The first token of a line with a bullet that another such line follows. */
  private static int findBullets(String text, TextTokens tokens) {
    int first = NO_LABEL;
    for (int token = 0; token < tokens.count(); token++) {
      int gap = token == 0 ? 0 : tokens.textEnd(token - 1);
      int start = tokens.textStart(token);
      int line = start - 1;
      while (line >= gap && text.charAt(line) != '\n') {
        line--;
      }
      if (line < gap && token > 0) {
        continue;
      }
      boolean bullet = isBullet(text, line + 1, start);
      if (bullet && first != NO_LABEL) {
        return first;
      }
      first = bullet ? token : NO_LABEL;
    }
    return tokens.count();
  }

  private static boolean isBullet(String text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text.charAt(at))) {
      at++;
    }
    return at + 1 < to && BULLETS.indexOf(text.charAt(at)) >= 0 && isBlank(text.charAt(at + 1));
  }

  /** 0 for A or 1, 1 for B or 2 and so on, or a negative number where the token is no label. */
  static int label(String text, TextTokens tokens, int token) {
    int letter = letter(text, tokens, token);
    return letter == NO_LABEL ? number(text, tokens, token) : letter;
  }

  private static int letter(String text, TextTokens tokens, int token) {
    int start = tokens.textStart(token);
    int end = tokens.textEnd(token);
    char letter = tokens.units()[tokens.start(token)];
    if (end - start != 1 || letter < 'a' || letter > 'z' || !isOpened(text, start)) {
      return NO_LABEL;
    }
    int after = skip(text, end, MARKUP);
    boolean closed = after < text.length() && AFTER_LABEL.indexOf(text.charAt(after)) >= 0;
    return closed || (beginsLine(text, start) && isClosedOnLine(text, after))
        ? letter - 'a'
        : NO_LABEL;
  }

  private static boolean isOpened(String text, int start) {
    if (start == 0) {
      return true;
    }
    char before = text.charAt(start - 1);
    if (BEFORE_LABEL.indexOf(before) < 0) {
      return false;
    }
    // P(A) is a probability.
    boolean bracket = before == '(' || before == '\uFF08';
    return !bracket || start == 1 || !isAsciiLetterOrDigit(text.charAt(start - 2));
  }

  private static boolean isClosedOnLine(String text, int at) {
    int mark = at;
    while (mark < text.length() && (text.charAt(mark) == ' ' || text.charAt(mark) == '\u3000')) {
      mark++;
    }
    return mark < text.length() && AFTER_LABEL_OF_LINE.indexOf(text.charAt(mark)) >= 0;
  }

  private static int number(String text, TextTokens tokens, int token) {
    int start = tokens.textStart(token);
    int end = tokens.textEnd(token);
    char digit = tokens.units()[tokens.start(token)];
    if (end - start != 1 || digit < '1' || digit > '9' || !beginsLine(text, start)) {
      return NO_LABEL;
    }
    int after = skip(text, end, MARKUP);
    boolean closed = after < text.length() && AFTER_NUMBER.indexOf(text.charAt(after)) >= 0;
    boolean decimal =
        after + 1 < text.length()
            && text.charAt(after) == '.'
            && Character.isDigit(text.charAt(after + 1));
    return closed && !decimal ? digit - '1' : NO_LABEL;
  }

  private static boolean beginsLine(String text, int start) {
    int at = start - 1;
    while (at >= 0
        && (isBlank(text.charAt(at)) || "([{*_\"|\uFF08".indexOf(text.charAt(at)) >= 0)) {
      at--;
    }
    return at < 0 || text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private static int skip(String text, int from, String marks) {
    int at = from;
    while (at < text.length() && marks.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t' || character == '\u00A0' || character == '\u3000';
  }

  private static boolean isAsciiLetterOrDigit(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9');
  }
}
