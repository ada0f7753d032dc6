package io.medsift.decontamination;

/**
 * Finds where the choices of a multiple-choice question begin, in whatever form: {@code A. text},
 * {@code (A) text}, {@code A) text}, each on a line or one after the other.
 */
final class OptionBlock {
  private static final int NO_LABEL = -1;
  private static final String AFTER_LABEL = ".):]\u3001\uFF0E\uFF1A\uFF09\u3002";
  private static final String BEFORE_LABEL =
      " \n\t\r([\u00A0\u3000\uFF08.;?!:,\u3002\uFF1F\uFF1B\uFF1A";

  private OptionBlock() {}

  /**
   * The token that is the label of the first choice.
   *
   * @param tokens of {@code text}
   * @return its number, or the number of tokens if there is no A followed by a B
   */
  static int find(String text, TextTokens tokens) {
    int first = NO_LABEL;
    for (int token = 0; token < tokens.count(); token++) {
      int label = label(text, tokens, token);
      if (label == 0) {
        first = token;
      } else if (label == 1 && first != NO_LABEL) {
        return first;
      } else if (label != NO_LABEL) {
        first = NO_LABEL;
      }
    }
    return tokens.count();
  }

  /** 0 for A, 1 for B and so on, or a negative number where the token labels no choice. */
  static int label(String text, TextTokens tokens, int token) {
    int start = tokens.textStart(token);
    int end = tokens.textEnd(token);
    char letter = tokens.units()[tokens.start(token)];
    if (end - start != 1 || letter < 'a' || letter > 'z') {
      return NO_LABEL;
    }
    boolean closed = end < text.length() && AFTER_LABEL.indexOf(text.charAt(end)) >= 0;
    boolean opened = start == 0 || BEFORE_LABEL.indexOf(text.charAt(start - 1)) >= 0;
    return closed && opened ? letter - 'a' : NO_LABEL;
  }
}
