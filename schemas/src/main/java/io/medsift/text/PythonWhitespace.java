package io.medsift.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The white space of Python's {@code str.split()}, {@code str.strip()} and {@code str.isspace()}.
 *
 * <p>It is neither the set of {@link Character#isWhitespace(int)}, which lacks the no-break spaces,
 * nor that of {@link String#strip()}. U+200B (zero width space) is not part of it.
 */
public final class PythonWhitespace {
  private PythonWhitespace() {}

  /** Returns whether Python splits at this code point. All of them lie in the basic plane. */
  public static boolean isSpace(int codePoint) {
    if (codePoint <= 0x20) {
      return codePoint == 0x20
          || (codePoint >= 0x09 && codePoint <= 0x0D)
          || (codePoint >= 0x1C && codePoint <= 0x1F);
    }
    if (codePoint < 0x85) {
      return false;
    }
    return codePoint == 0x85
        || codePoint == 0xA0
        || codePoint == 0x1680
        || (codePoint >= 0x2000 && codePoint <= 0x200A)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || codePoint == 0x202F
        || codePoint == 0x205F
        || codePoint == 0x3000;
  }

  /** Returns whether nothing is left of {@code text} after Python's {@code strip()}. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@code text.split()} of Python: the maximal runs without white space, in order. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || isSpace(text.charAt(i));
      if (space && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }
}
