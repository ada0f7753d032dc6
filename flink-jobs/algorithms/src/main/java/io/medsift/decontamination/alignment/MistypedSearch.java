package io.medsift.decontamination.alignment;

import io.medsift.decontamination.token.Lexicon;

/**
 * Finds a token in running text although a character or two of it are wrong, missing, too many or
 * swapped with the next, spaces included: the edit distance to the nearest part of the text, by the
 * algorithm of Sellers (1980). A work space; not thread-safe.
 */
final class MistypedSearch {
  private static final int MIN_CHARACTERS = 4;
  private static final int MAX_CHARACTERS = 255;

  /** Characters of a word that may have two errors. */
  private static final int LONG_WORD = 8;

  private final Lexicon lexicon;
  private int[] column = new int[MAX_CHARACTERS + 1];
  private int[] before = new int[MAX_CHARACTERS + 1];
  private int[] beforeThat = new int[MAX_CHARACTERS + 1];

  MistypedSearch(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /**
   * Returns the end of the place in {@code units[from..to)} that is nearest to a token; -1 where
   * none is near enough, or the token is shorter than {@value #MIN_CHARACTERS} characters.
   */
  int end(int token, char[] units, int from, int to) {
    int characters = lexicon.length(token);
    if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
      return -1;
    }
    int fewest = (characters < LONG_WORD ? 1 : 2) + 1;
    int end = -1;
    for (int i = 0; i <= characters; i++) {
      column[i] = i;
    }
    for (int j = from; j < to; j++) {
      next();
      for (int i = 1; i <= characters; i++) {
        char wanted = lexicon.charAt(token, i - 1);
        int replaced = before[i - 1] + (wanted == units[j] ? 0 : 1);
        int cost = Math.min(replaced, Math.min(before[i], column[i - 1]) + 1);
        if (i > 1
            && j > from
            && wanted == units[j - 1]
            && lexicon.charAt(token, i - 2) == units[j]) {
          cost = Math.min(cost, beforeThat[i - 2] + 1);
        }
        column[i] = cost;
      }
      if (column[characters] < fewest) {
        fewest = column[characters];
        end = j + 1;
      }
    }
    return end;
  }

  private void next() {
    int[] oldest = beforeThat;
    beforeThat = before;
    before = column;
    column = oldest;
    column[0] = 0;
  }
}
