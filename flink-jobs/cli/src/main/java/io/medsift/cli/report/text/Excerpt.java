package io.medsift.cli.report.text;

/** Cuts long text for a page, at a space where there is one, never inside a code point. */
public final class Excerpt {
  private static final String ELLIPSIS = " … ";
  private static final int LOOK_BACK = 40;

  private Excerpt() {}

  /** The first {@code length} characters or fewer. */
  public static String head(String text, int length) {
    return text.length() <= length ? text : text.substring(0, cut(text, length)) + ELLIPSIS;
  }

  /** The last {@code length} characters or fewer. */
  public static String end(String text, int length) {
    return text.length() <= length
        ? text
        : ELLIPSIS + text.substring(cut(text, text.length() - length));
  }

  /** A place to cut the text, {@code at} or a little before it. */
  static int cut(String text, int at) {
    int space = text.lastIndexOf(' ', at);
    if (space > at - LOOK_BACK && space > 0) {
      return space;
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
