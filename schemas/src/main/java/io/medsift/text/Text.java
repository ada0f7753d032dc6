package io.medsift.text;

import java.util.Locale;

/** Checks and conversions of text in records, messages and comparisons. */
public final class Text {
  private static final int QUOTED = 60;
  private static final int REPLACEMENT = 0xfffd;
  private static final char CAPITAL_SIGMA = '\u03a3';
  private static final char CAPITAL_I_WITH_DOT = '\u0130';

  private Text() {}

  /** Index of the first surrogate without its partner, or -1; JSON escapes can write such. */
  public static int firstLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** The text with U+FFFD in place of each surrogate without its partner. */
  public static String wellFormed(String text) {
    int lone = firstLoneSurrogate(text);
    if (lone < 0) {
      return text;
    }
    StringBuilder whole = new StringBuilder(text.length()).append(text, 0, lone);
    text.substring(lone)
        .codePoints()
        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /** The first {@code length} characters, or one fewer so as to cut no surrogate pair. */
  public static String head(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }

  /**
   * Returns the first {@code length} characters and "…", or the whole text where it has no more. No
   * surrogate pair is cut.
   */
  public static String shortened(String text, int length) {
    return text.length() <= length ? text : head(text, length) + "…";
  }

  /**
   * Returns whether there is nothing but white space as {@code \s} of JSON Schema (ECMA-262) means
   * it, which is neither {@link String#isBlank()} nor Java's {@code \s}.
   */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(int unit) {
    return switch (unit) {
      case ' ', 0xa0, 0xfeff, 0x2028, 0x2029 -> true;
      default ->
          (unit >= '\t' && unit <= '\r') || Character.getType(unit) == Character.SPACE_SEPARATOR;
    };
  }

  /**
   * The text in lower case, in time linear in it. For capital sigmas and the Turkish I, {@link
   * String#toLowerCase} takes quadratic time; they are lowered here without a look around them.
   */
  public static String lowerCase(String text) {
    if (text.indexOf(CAPITAL_SIGMA) < 0 && text.indexOf(CAPITAL_I_WITH_DOT) < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return lower.toString();
  }

  /** A piece of a record as it can be in a message: short, on one line, writable as UTF-8. */
  public static String quoted(String text) {
    return writable(shortened(text, QUOTED));
  }

  /** The text with control characters as spaces and lone surrogates as U+FFFD. */
  public static String writable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replaceAll("[\\ud800-\\udfff]", "\ufffd");
  }
}
