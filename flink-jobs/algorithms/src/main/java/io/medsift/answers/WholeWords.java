package io.medsift.answers;

/** Finds a piece of text that begins and ends where words do. */
final class WholeWords {
  private static final int WORD_LIMIT = 16;

  private WholeWords() {}

  /** Whether {@code part} occurs in {@code text}, in words or across them. */
  static boolean contains(String text, String part) {
    return new Search(text, part).next() >= 0;
  }

  /** Whether {@code part} occurs in {@code text} and cuts no word of it. */
  static boolean occur(String text, String part) {
    if (part.isEmpty()) {
      return false;
    }
    Search search = new Search(text, part);
    for (int at = search.next(); at >= 0; at = search.next()) {
      int end = at + part.length();
      boolean startsWord = at == 0 || !joins(text.charAt(at - 1), part.charAt(0));
      boolean endsWord =
          end == text.length() || !joins(part.charAt(part.length() - 1), text.charAt(end));
      if (startsWord && endsWord) {
        return true;
      }
    }
    return false;
  }

  private static boolean joins(char left, char right) {
    return isWordChar(left) && isWordChar(right);
  }

  private static boolean isWordChar(char c) {
    return (Character.isLetterOrDigit(c) && !Character.isIdeographic(c)) || c == '-' || c == '\'';
  }

  /** Whether the text stands among others: before a comma, or beside "and", "or" or "&". */
  static boolean areListed(String text, String part) {
    int start = text.indexOf(part);
    String before = text.substring(0, start);
    String after = text.substring(start + part.length());
    return after.startsWith(",")
        || after.startsWith(" (")
        || after.startsWith(" and ")
        || after.startsWith("、")
        || after.startsWith("和")
        || before.endsWith(" and ")
        || before.endsWith("和")
        || before.endsWith("、");
  }

  /** Whether at least half of the first words of {@code phrase} occur in {@code text}. */
  static boolean mostlyOccur(String text, String phrase) {
    int shared = 0;
    int words = 0;
    int from = 0;
    while (from < phrase.length() && words < WORD_LIMIT) {
      int space = phrase.indexOf(' ', from);
      int end = space < 0 ? phrase.length() : space;
      if (end > from) {
        words++;
        shared += occur(text, phrase.substring(from, end)) ? 1 : 0;
      }
      from = end + 1;
    }
    return 2 * shared >= words;
  }

  /**
   * Every place where one text stands in another, in linear time: {@link String#indexOf} takes the
   * product of their lengths where both repeat themselves (Knuth, Morris and Pratt).
   */
  private static final class Search {
    // So few characters are compared again and again faster than a table is made.
    private static final int SHORT = 32;

    private final String text;
    private final String part;
    // For each beginning of the part, the length of its longest own beginning that also ends it.
    private final int[] borders;
    private int at;
    private int matched;

    Search(String text, String part) {
      this.text = text;
      this.part = part;
      this.borders = part.length() <= SHORT ? null : borders(part);
    }

    /** Where it stands next, or -1. */
    int next() {
      if (borders == null) {
        int found = text.indexOf(part, at);
        at = found + 1;
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
}
