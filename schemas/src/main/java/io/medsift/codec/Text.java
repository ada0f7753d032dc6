package io.medsift.codec;

/** What the wire asks of text beyond being a JSON string. */
public final class Text {
  private static final int QUOTED = 60;

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

  /**
   * Whether there is nothing but white space as {@code \s} of JSON Schema (ECMA-262) means it,
   * which is neither {@link String#isBlank()} nor Java's {@code \s}.
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

  /** A piece of a record as it can stand in a message: short, on one line, writable as UTF-8. */
  static String quoted(String text) {
    String start = text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    return writable(start);
  }

  /** The text with control characters as spaces and lone surrogates as U+FFFD. */
  static String writable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ").replaceAll("[\\ud800-\\udfff]", "\ufffd");
  }
}
