package io.medsift.decontamination.alignment;

import io.medsift.decontamination.token.Lexicon;

/**
 * Finds a token in running text although a character or two of it are wrong, missing or too many,
 * spaces included: the edit distance to the nearest part of the text, by the algorithm of Sellers
 * (1980). A work space; not thread-safe.
 */
final class MistypedSearch {
  private static final int MIN_CHARACTERS = 4;
  private static final int MAX_CHARACTERS = 255;

  /** Characters of a word that may have two errors. */
  private static final int LONG_WORD = 8;

  private final Lexicon lexicon;
  private final int[] column = new int[MAX_CHARACTERS + 1];

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
      int diagonal = 0;
      for (int i = 1; i <= characters; i++) {
        int replaced = lexicon.charAt(token, i - 1) == units[j] ? diagonal : diagonal + 1;
        diagonal = column[i];
        column[i] = Math.min(replaced, Math.min(column[i], column[i - 1]) + 1);
      }
      if (column[characters] < fewest) {
        fewest = column[characters];
        end = j + 1;
      }
    }
    return end;
  }
}
