package io.medsift.review.text;

import static java.lang.String.format;

/**
 * Text of samples without the power to do harm: markup is escaped, control characters and those
 * that turn the direction of text become visible, lone surrogates become U+FFFD.
 */
public final class SafeText {
  private static final int CONTROL_PICTURES = 0x2400;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private SafeText() {}

  /** The text for HTML, between tags or in a quoted attribute. */
  public static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(out, codePoint));
    return out.toString();
  }

  /** The text for a terminal: no control sequence in it is obeyed. Line feeds stay. */
  public static String terminal(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            codePoint -> {
              switch (codePoint) {
                case '\r' -> {}
                case '\t' -> out.append(' ');
                case '\n', ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER ->
                    out.appendCodePoint(codePoint);
                default -> out.append(visible(codePoint));
              }
            });
    return out.toString();
  }

  /** Returns text for a terminal on one line, so that it cannot imitate a line of the output. */
  public static String line(String text) {
    return terminal(text).replace('\n', ' ');
  }

  private static void append(StringBuilder out, int codePoint) {
    switch (codePoint) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case '`' -> out.append("&#96;");
      case '\r' -> {}
      case '\n', '\t', ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER -> out.appendCodePoint(codePoint);
      default -> out.append(visible(codePoint));
    }
  }

  private static String visible(int codePoint) {
    if (codePoint < ' ') {
      return Character.toString(CONTROL_PICTURES + codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR ->
          format("⟨U+%04X⟩", codePoint);
      case Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE ->
          format("⟨U+%04X⟩", codePoint);
      case Character.SURROGATE -> "\uFFFD";
      default -> Character.toString(codePoint);
    };
  }
}
