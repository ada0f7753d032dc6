package io.medsift.answers;

import java.util.Set;

/** Reads the rest of a list of letters: (A) and (C), B/D, A、C. */
final class LetterList {
  private static final String SEPARATORS = ",/&、+和或及与";

  private LetterList() {}

  /** Adds the letters that follow {@code first} and returns the position after the last. */
  static int read(String text, LetterToken first, int end, Set<Character> letters) {
    int after = first.end();
    while (true) {
      int at = after;
      boolean separated = false;
      boolean joined = false;
      boolean moved = true;
      while (moved && at < end) {
        moved = false;
        char c = text.charAt(at);
        if (c == ' ') {
          at++;
          moved = true;
        } else if (SEPARATORS.indexOf(c) >= 0) {
          at++;
          separated = true;
          moved = true;
        } else if (wordAt(text, at, "and", end) || wordAt(text, at, "or", end)) {
          at += c == 'a' ? 3 : 2;
          joined = true;
          moved = true;
        }
      }
      if (!separated && !joined) {
        return after;
      }
      LetterToken next = LetterToken.at(text, at, end);
      boolean listed =
          next != null
              && Character.isUpperCase(text.charAt(next.start()))
              && (joined
                  || next.style() != LetterToken.Style.BARE
                  || followedByAnd(text, next, end));
      if (!listed) {
        return after;
      }
      letters.add(next.letter());
      after = next.end();
    }
  }

  private static boolean followedByAnd(String text, LetterToken token, int end) {
    int at = token.end();
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return wordAt(text, at, "and", end) || wordAt(text, at, "or", end);
  }

  private static boolean wordAt(String text, int at, String word, int end) {
    int after = at + word.length();
    return after < end && text.startsWith(word, at) && text.charAt(after) == ' ';
  }
}
