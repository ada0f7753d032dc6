package io.medsift.answers.gold;

import io.medsift.answers.text.AsciiFolding;
import io.medsift.answers.text.WordBounds;

/**
 * Reads a reference that is nothing but the letters of several options, however they are joined:
 * AC; A, C; A;C; A|C; (A)(C); A and C; ["A", "C"]; A、C.
 */
final class ReferenceLetters {
  private static final int MAX_LENGTH = 120;
  private static final String MARKS = " \t\n\r,;/&、|+()[]{}\"'`.*$\\_和与及";
  private static final String ALTERNATIVES = "或";

  private ReferenceLetters() {}

  /**
   * The letters in their order, or null where it is another text or names fewer than two.
   *
   * @param run whether letters may run together
   */
  static String of(String folded, boolean run) {
    if (folded.length() > MAX_LENGTH) {
      return null;
    }
    StringBuilder letters = new StringBuilder();
    for (int at = 0; at < folded.length(); ) {
      char c = folded.charAt(at);
      if (c >= 'A' && c <= 'Z') {
        boolean follows = at > 0 && WordBounds.isAsciiLetter(folded.charAt(at - 1));
        if ((follows && !run) || letters.indexOf(String.valueOf(c)) >= 0) {
          return null;
        }
        letters.append(c);
        at++;
      } else if (MARKS.indexOf(c) >= 0 || c == AsciiFolding.NOTHING) {
        at++;
      } else if (letters.length() > 0 && isWord(folded, at, "and")) {
        at += 3;
      } else {
        return null;
      }
    }
    return letters.length() < 2 ? null : letters.toString();
  }

  /** Returns whether it is letters of which any one may be right: A or C. */
  static boolean areAlternatives(String folded) {
    String joined = folded.replace(ALTERNATIVES, " or ");
    return joined.contains(" or ") && of(joined.replace(" or ", ", "), false) != null;
  }

  private static boolean isWord(String text, int at, String word) {
    int end = at + word.length();
    return text.startsWith(word, at)
        && !WordBounds.isAsciiLetter(text.charAt(at - 1))
        && end < text.length()
        && !WordBounds.isAsciiLetter(text.charAt(end));
  }
}
