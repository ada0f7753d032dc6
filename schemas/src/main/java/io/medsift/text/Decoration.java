package io.medsift.text;

/**
 * Characters that models put around a short answer: white space, quotation marks, asterisks,
 * backticks.
 */
public final class Decoration {
  private static final String AROUND = "\"'*`";
  private static final String AFTER = AROUND + ".";

  private Decoration() {}

  /** The answer without it, and without full stops at its end; in one pass from each side. */
  public static String strip(String answer) {
    int start = 0;
    int end = answer.length();
    while (start < end && isOf(AROUND, answer.charAt(start))) {
      start++;
    }
    while (end > start && isOf(AFTER, answer.charAt(end - 1))) {
      end--;
    }
    return answer.substring(start, end);
  }

  private static boolean isOf(String marks, char character) {
    return Character.isWhitespace(character) || marks.indexOf(character) >= 0;
  }
}
