package io.medsift.answers;

import java.util.Locale;

/**
 * Reduces a text to what counts when two answers are compared.
 *
 * <p>Folds case, white space, full-width forms, dashes and quotation marks; drops markdown and
 * LaTeX wrappers such as {@code \text{}} and {@code \mathbf{}}; drops punctuation at the end.
 * Symbols, digits and other LaTeX commands stay, so {@code \alpha} and {@code \beta} stay
 * different.
 */
final class TextNormaliser {
  private static final String TRAILING = ".,;:!?。 ";

  private TextNormaliser() {}

  static String normalise(CharSequence text) {
    return normalise(text, 0, text.length(), true);
  }

  static String normalise(CharSequence text, int begin, int end, boolean foldCase) {
    StringBuilder result = new StringBuilder(end - begin);
    int at = begin;
    while (at < end) {
      char c = FinalText.foldedChar(text.charAt(at));
      if (c == '\\') {
        at = command(text, at, end, result);
        continue;
      }
      at++;
      if (Character.isWhitespace(c)) {
        space(result);
      } else if (!isDropped(c)) {
        result.append(foldCase ? Character.toLowerCase(c) : c);
      }
    }
    int length = result.length();
    while (length > 0 && TRAILING.indexOf(result.charAt(length - 1)) >= 0) {
      length--;
    }
    return result.substring(0, length);
  }

  private static boolean isDropped(char c) {
    return switch (c) {
      case '*', '`', '$', '{', '}', '"', '\u200B', '\u200C', '\u200D', '\uFEFF' -> true;
      default -> false;
    };
  }

  private static void space(StringBuilder result) {
    int length = result.length();
    if (length > 0 && result.charAt(length - 1) != ' ') {
      result.append(' ');
    }
  }

  /** Appends what stands for the command at {@code at} and returns the position after it. */
  private static int command(CharSequence text, int at, int end, StringBuilder result) {
    int next = at + 1;
    while (next < end && LatexWrappers.isAsciiLetter(text.charAt(next))) {
      next++;
    }
    if (next == at + 1) {
      if (next == end) {
        return next;
      }
      char escaped = text.charAt(next);
      if ("%$&#_'".indexOf(escaped) >= 0) {
        result.append(escaped);
      } else if (",;!: \\".indexOf(escaped) >= 0) {
        space(result);
      }
      return next + 1;
    }
    String name = text.subSequence(at + 1, next).toString();
    switch (name) {
      case "times" -> result.append('×');
      case "circ" -> result.append('°');
      case "dfrac", "tfrac" -> result.append("\\frac");
      default -> {
        if (!LatexWrappers.isWrapper(name)) {
          result.append('\\').append(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return next;
  }
}
