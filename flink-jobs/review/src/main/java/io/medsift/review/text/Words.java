package io.medsift.review.text;

import io.medsift.text.CodePoints;
import io.medsift.text.ComposedForm;
import io.medsift.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text as deduplication cuts them: runs of letters, digits, marks and underscores,
 * and single letters of scripts that are written without spaces. Case does not count.
 *
 * @param all the first words, as many as were asked for
 * @param more whether the text has more of them
 */
record Words(List<Word> all, boolean more) {
  /** A word: its place in the text, and the key that it is compared by. */
  record Word(int start, int end, String key) {}

  /** The first {@code most} words of a text. */
  static Words of(String text, int most) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      if (end == at) {
        at += Character.charCount(text.codePointAt(at));
        continue;
      }
      if (words.size() == most) {
        return new Words(words, true);
      }
      words.add(new Word(at, end, key(text.substring(at, end))));
      at = end;
    }
    return new Words(words, false);
  }

  /** Returns the end of the word that begins at {@code start}; {@code start} if none does. */
  private static int end(String text, int start) {
    int at = start;
    boolean alone = false;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      boolean letter = Character.isLetterOrDigit(codePoint) || codePoint == '_';
      boolean byItself = letter && CodePoints.isWrittenWithoutSpaces(codePoint);
      boolean mark = isMark(codePoint);
      if (!(letter || mark) || (at > start && letter && (alone || byItself))) {
        break;
      }
      alone |= byItself;
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static String key(String word) {
    return Text.lowerCase(ComposedForm.of(word));
  }
}
