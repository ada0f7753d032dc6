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

  /** About {@code length} characters with those from {@code start} to {@code end} among them. */
  public static String around(String text, int start, int end, int length) {
    if (text.length() <= length) {
      return text;
    }
    int room = Math.max(0, length - (end - start)) / 2;
    int from = start - room <= LOOK_BACK ? 0 : cut(text, start - room);
    int to =
        Math.max(end, from + length) >= text.length()
            ? text.length()
            : cut(text, Math.max(end, from + length));
    return (from == 0 ? "" : ELLIPSIS)
        + text.substring(from, Math.max(from, to))
        + (to == text.length() ? "" : ELLIPSIS);
  }

  private static int cut(String text, int at) {
    int space = text.lastIndexOf(' ', at);
    if (space > at - LOOK_BACK && space > 0) {
      return space;
    }
    return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
