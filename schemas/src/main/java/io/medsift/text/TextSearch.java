package io.medsift.text;

/**
 * Finds every occurrence of one text in another, in time linear in both. {@link String#indexOf}
 * takes the product of their lengths where both repeat themselves.
 */
public final class TextSearch {
  // So few characters are compared again and again faster than a table is made.
  private static final int SHORT = 32;

  private final String text;
  private final String part;
  // For each beginning of the part, the length of its longest own beginning that also ends it
  // (Knuth, Morris and Pratt).
  private final int[] borders;
  private int at;
  private int matched;

  /** A search for {@code part}, which is not empty, from the beginning of {@code text}. */
  public TextSearch(String text, String part) {
    this.text = text;
    this.part = part;
    this.borders = part.length() <= SHORT ? null : borders(part);
  }

  /** Returns whether {@code part} is in {@code text}. */
  public static boolean contains(String text, String part) {
    return part.isEmpty() || new TextSearch(text, part).next() >= 0;
  }

  /** Returns where it is next, or -1. */
  public int next() {
    if (borders == null) {
      int found = text.indexOf(part, at);
      at = found < 0 ? text.length() : found + 1;
      return found;
    }
    while (at < text.length()) {
      matched = extended(part, borders, matched, text.charAt(at++));
      if (matched == part.length()) {
        matched = borders[matched];
        return at - part.length();
      }
    }
    return -1;
  }

  private static int[] borders(String part) {
    int[] borders = new int[part.length() + 1];
    int matched = 0;
    for (int i = 1; i < part.length(); i++) {
      matched = extended(part, borders, matched, part.charAt(i));
      borders[i + 1] = matched;
    }
    return borders;
  }

  private static int extended(String part, int[] borders, int from, char next) {
    int matched = from;
    while (matched > 0 && part.charAt(matched) != next) {
      matched = borders[matched];
    }
    return part.charAt(matched) == next ? matched + 1 : matched;
  }
}
