package io.medsift.answers.text;

import java.util.Locale;

/** Finds the words of ASCII letters in a text. */
public final class WordBounds {
  private WordBounds() {}

  /** The position after the letters at {@code at}, at most {@code limit}. */
  public static int end(String text, int at, int limit) {
    int end = at;
    while (end < limit && isAsciiLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Returns where the letters that end at {@code at} begin. */
  public static int start(String text, int at) {
    int start = Math.max(at, 0);
    while (start > 0 && isAsciiLetter(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** The last word before {@code at} in lower case, with only {@code marks} between; or empty. */
  public static String before(String text, int at, String marks) {
    int end = at;
    while (end > 0 && marks.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start(text, end), end).toLowerCase(Locale.ROOT);
  }

  /** Returns whether it is a letter from A to Z, of either case. */
  public static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
