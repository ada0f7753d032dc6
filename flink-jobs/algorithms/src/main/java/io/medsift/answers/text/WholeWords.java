package io.medsift.answers.text;

import io.medsift.text.TextSearch;

/** Finds a piece of text that begins and ends where words do. */
public final class WholeWords {
  private static final int WORD_LIMIT = 16;

  private WholeWords() {}

  /** Returns whether {@code part} occurs in {@code text} and cuts no word of it. */
  public static boolean occur(String text, String part) {
    if (part.isEmpty()) {
      return false;
    }
    TextSearch search = new TextSearch(text, part);
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

  /** Returns whether {@code text} begins with {@code part} and a word ends there. */
  public static boolean begins(String text, String part) {
    return !part.isEmpty()
        && text.startsWith(part)
        && (text.length() == part.length()
            || !joins(part.charAt(part.length() - 1), text.charAt(part.length())));
  }

  private static boolean joins(char left, char right) {
    return isWordChar(left) && isWordChar(right);
  }

  private static boolean isWordChar(char c) {
    return (Character.isLetterOrDigit(c) && !Character.isIdeographic(c)) || c == '-' || c == '\'';
  }

  /** Returns whether the text stands among others: before a comma, or beside "and", "or" or "&". */
  public static boolean areListed(String text, String part) {
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

  /** Returns whether at least half of the first words of {@code phrase} occur in {@code text}. */
  public static boolean mostlyOccur(String text, String phrase) {
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
}
