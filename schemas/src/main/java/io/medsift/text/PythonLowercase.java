package io.medsift.text;

/**
 * Python's {@code str.lower()}, to the code point (CPython 3.11, Unicode 14.0).
 *
 * <p>It differs from {@link String#toLowerCase()} in three ways: JDK 17 knows Unicode 13 only, the
 * JDK looks for a final sigma within a word of its break iterator where Python looks past every
 * case-ignorable character, and no locale plays a part.
 */
public final class PythonLowercase {
  /** The most UTF-16 units that one code point becomes. */
  public static final int MAX_UNITS = 2;

  private static final int CAPITAL_SIGMA = 0x03A3;
  private static final char SMALL_SIGMA = '\u03C3';
  private static final char FINAL_SIGMA = '\u03C2';
  private static final int CAPITAL_I_WITH_DOT = 0x0130;
  private static final char COMBINING_DOT_ABOVE = '\u0307';

  private PythonLowercase() {}

  /** {@code text.lower()} of Python. */
  public static String lower(String text) {
    // Every code point grows to at most MAX_UNITS, and only those of one unit grow.
    char[] target = new char[text.length() * MAX_UNITS];
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      length = write(text, i, codePoint, target, length);
      i += Character.charCount(codePoint);
    }
    return new String(target, 0, length);
  }

  /**
   * Writes the lower case of one code point of {@code text}.
   *
   * @param index where {@code codePoint} is in {@code text}; its neighbours decide whether a sigma
   *     is final
   * @param target has room for {@link #MAX_UNITS} units from {@code at}
   * @return the position after the last unit written
   */
  public static int write(String text, int index, int codePoint, char[] target, int at) {
    if (codePoint == CAPITAL_SIGMA) {
      target[at] = isFinal(text, index) ? FINAL_SIGMA : SMALL_SIGMA;
      return at + 1;
    }
    if (codePoint == CAPITAL_I_WITH_DOT) {
      target[at] = 'i';
      target[at + 1] = COMBINING_DOT_ABOVE;
      return at + 2;
    }
    return at + Character.toChars(Unicode14.lower(codePoint), target, at);
  }

  private static boolean isFinal(String text, int index) {
    return isCasedBefore(text, index) && !isCasedAfter(text, index + 1);
  }

  private static boolean isCasedBefore(String text, int end) {
    int i = end;
    while (i > 0) {
      int codePoint = text.codePointBefore(i);
      if (!Unicode14.isCaseIgnorable(codePoint)) {
        return Unicode14.isCased(codePoint);
      }
      i -= Character.charCount(codePoint);
    }
    return false;
  }

  private static boolean isCasedAfter(String text, int start) {
    int i = start;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (!Unicode14.isCaseIgnorable(codePoint)) {
        return Unicode14.isCased(codePoint);
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }
}
