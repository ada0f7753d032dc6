package io.medsift.decontamination.similarity;

import java.util.Arrays;

/**
 * Longest common subsequences of one text with many, 64 characters at a time.
 *
 * <p>The recurrence is that of Hyyrö, "Bit-parallel LCS-length computation revisited" (AWOCA 2004).
 * Each word of 64 pattern characters runs over the whole text before the next one, with the carries
 * of a column handed on as bits; only the diagonals on which the wanted length can be reached are
 * visited. A work space to be filled again and again; not thread-safe.
 */
final class LcsPattern {
  /** The longest common subsequence is shorter than was asked for. */
  static final int TOO_SHORT = -1;

  private static final int WORD = Long.SIZE;

  // The row of each number of the alphabet in the masks; row 0 matches nothing.
  private final int[] rowOf;
  private int[] seen = new int[64];
  private int rows;
  private long[] masks = new long[1024];
  private int length;
  private int words;
  private int[] textRows = new int[256];
  private long[] carries = new long[8];

  LcsPattern(int alphabetSize) {
    this.rowOf = new int[alphabetSize];
  }

  /** Makes {@code codes[0..length)} the pattern. */
  void set(int[] codes, int length) {
    for (int row = 1; row < rows; row++) {
      rowOf[seen[row]] = 0;
    }
    this.length = length;
    this.words = (length + WORD - 1) / WORD;
    rows = 1;
    for (int i = 0; i < length; i++) {
      addRow(codes[i]);
    }
    int needed = Math.multiplyExact(rows, words);
    if (needed > masks.length) {
      masks = new long[Math.max(needed, masks.length * 2)];
    } else {
      Arrays.fill(masks, 0, needed, 0);
    }
    for (int i = 0; i < length; i++) {
      if (codes[i] != Alphabet.UNKNOWN) {
        masks[(i / WORD) * rows + rowOf[codes[i]]] |= 1L << i;
      }
    }
  }

  /**
   * The length of the longest common subsequence of the pattern and {@code codes[from..to)}, if it
   * is at least {@code atLeast}.
   *
   * @return the length, or {@link #TOO_SHORT}
   */
  int lcs(int[] codes, int from, int to, int atLeast) {
    int textLength = to - from;
    if (atLeast > Math.min(length, textLength)) {
      return TOO_SHORT;
    }
    translate(codes, from, textLength);
    Arrays.fill(carries, 0, blocks(textLength), 0);
    // On a path of the wanted length no more characters than these stay without partner.
    int patternOnly = length - atLeast;
    int textOnly = textLength - atLeast;
    int matched = 0;
    for (int word = 0; word < words; word++) {
      int first = Math.max(0, word * WORD - patternOnly) / WORD;
      int last = Math.min(textLength, (word + 1) * WORD + textOnly);
      matched += Long.bitCount(~column(word * rows, first, last));
      if (matched + Math.max(0, length - (word + 1) * WORD) < atLeast) {
        return TOO_SHORT;
      }
    }
    return matched;
  }

  /** Runs one word of the pattern over the text from a block to a character, exclusive. */
  private long column(int row, int firstBlock, int end) {
    long state = -1L;
    for (int block = firstBlock; block * WORD < end; block++) {
      int start = block * WORD;
      int stop = Math.min(end, start + WORD);
      long in = carries[block];
      long out = 0;
      for (int i = start; i < stop; i++) {
        long mask = masks[row + textRows[i]];
        long common = state & mask;
        long sum = state + common + (in & 1);
        in >>>= 1;
        // The carry of the addition; common is part of state.
        out = (out >>> 1) | ((common | (state & ~sum)) & Long.MIN_VALUE);
        state = sum | (state & ~mask);
      }
      // Each carry entered at the top and moved down once for every later character.
      carries[block] = out >>> (WORD - (stop - start));
    }
    return state;
  }

  private void translate(int[] codes, int from, int textLength) {
    if (textLength > textRows.length) {
      textRows = new int[Math.max(textLength, textRows.length * 2)];
      carries = new long[blocks(textRows.length)];
    }
    for (int i = 0; i < textLength; i++) {
      textRows[i] = rowOf[codes[from + i]];
    }
  }

  private void addRow(int code) {
    if (code == Alphabet.UNKNOWN || rowOf[code] != 0) {
      return;
    }
    if (rows == seen.length) {
      seen = Arrays.copyOf(seen, rows * 2);
    }
    seen[rows] = code;
    rowOf[code] = rows++;
  }

  private static int blocks(int length) {
    return (length + WORD - 1) / WORD;
  }
}
