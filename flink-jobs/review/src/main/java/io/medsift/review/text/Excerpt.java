package io.medsift.review.text;

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

  /**
   * A name of {@code length} characters or fewer: beginning and end of one that has more, since
   * names of one kind often begin alike.
   */
  public static String middle(String name, int length) {
    if (name.length() <= length) {
      return name;
    }
    int head = length / 2;
    int tail = name.length() - (length - head - 1);
    head -= Character.isHighSurrogate(name.charAt(head - 1)) ? 1 : 0;
    tail += Character.isLowSurrogate(name.charAt(tail)) ? 1 : 0;
    return name.substring(0, head) + "…" + name.substring(tail);
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
