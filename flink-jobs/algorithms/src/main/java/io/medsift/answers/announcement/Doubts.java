package io.medsift.answers.announcement;

import io.medsift.answers.text.LatexWrappers;
import java.util.Locale;

/** Tells a statement from a supposition: "if the answer is A", "why the answer is not A". */
final class Doubts {
  private static final int REACH = 80;
  private static final String CLAUSE_ENDS = ".;:!?,\n。，；";

  private Doubts() {}

  /** Whether a word of doubt stands in the clause before {@code position}. */
  static boolean before(String text, int position) {
    int at = position;
    int wordEnd = position;
    int limit = Math.max(0, position - REACH);
    while (at >= limit) {
      char c = at == 0 ? '\n' : text.charAt(at - 1);
      boolean inWord = at > limit && (LatexWrappers.isAsciiLetter(c) || c == '\'');
      if (!inWord) {
        String word = at < wordEnd ? text.substring(at, wordEnd).toLowerCase(Locale.ROOT) : "";
        if (AnchorWords.DOUBTS.contains(word)) {
          return !(word.equals("not") && text.startsWith(" only", wordEnd));
        }
        if (AnchorWords.CLAUSE_STARTS.contains(word)) {
          return false;
        }
        if (CLAUSE_ENDS.indexOf(c) >= 0) {
          return false;
        }
        wordEnd = at - 1;
      }
      at--;
    }
    return false;
  }
}
