package io.medsift.decontamination.similarity;

import java.util.Arrays;

/**
 * Longest common subsequences of one text with many, 64 characters at a time.
 *
 * <p>The recurrence is that of Hyyrö, "Bit-parallel LCS-length computation revisited" (AWOCA 2004).
 * Each word of 64 pattern characters runs over the whole text before the next one, with the carries
 * of a column handed on as bits. These bits also say how much of the text before each character is
 * matched by the pattern so far, so that after each word the part of the text in which the wanted
 * length can still be reached is known exactly: the next word visits no more, and the comparison
 * ends when nothing is left. A work space to be filled again and again; not thread-safe.
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
    // Between these characters of the text the wanted length can still be reached; matched is that
    // of the pattern so far and the text before low.
    int low = 0;
    int high = textLength - atLeast;
    int matched = 0;
    int end = 0;
    for (int word = 0; word < words; word++) {
      int patternEnd = Math.min(length, (word + 1) * WORD);
      int previousEnd = end;
      end = Math.min(textLength, high + patternEnd - word * WORD);
      column(word * rows, low, end);
      for (int block = blocks(end); block < blocks(previousEnd); block++) {
        carries[block] = 0;
      }
      int total = matched + countCarries(low, end);
      if (patternEnd == length) {
        return total < atLeast ? TOO_SHORT : total;
      }
      high = latest(low, end, atLeast - (total + textLength - end));
      int missing = atLeast - (matched + length - patternEnd);
      if (missing > 0) {
        low = afterCarries(low, end, missing);
        matched += missing;
      }
      if (low > high) {
        return TOO_SHORT;
      }
    }
    return atLeast > 0 ? TOO_SHORT : 0;
  }

  private int countCarries(int from, int to) {
    if (from >= to) {
      return 0;
    }
    int block = from / WORD;
    int count = Long.bitCount(carries[block] & (-1L << from));
    // There are none from the end on.
    for (block++; block * WORD < to; block++) {
      count += Long.bitCount(carries[block]);
    }
    return count;
  }

  /**
   * The position after so many carries from {@code from} on; after {@code end} if there are not.
   */
  private int afterCarries(int from, int end, int wanted) {
    int left = wanted;
    long mask = -1L << from;
    for (int block = from / WORD; block * WORD < end; block++) {
      long bits = carries[block] & mask;
      int count = Long.bitCount(bits);
      if (count >= left) {
        for (; left > 1; left--) {
          bits &= bits - 1;
        }
        return block * WORD + Long.numberOfTrailingZeros(bits) + 1;
      }
      left -= count;
      mask = -1L;
    }
    return end + 1;
  }

  /** The position before so many characters without carry up to {@code end}. */
  private int latest(int from, int end, int wanted) {
    if (wanted <= 0) {
      return end;
    }
    int left = wanted;
    int stop = end;
    for (int block = (end - 1) / WORD; stop > from; block--) {
      long bits = ~carries[block] & (-1L >>> (block * WORD + WORD - stop));
      int count = Long.bitCount(bits);
      if (count >= left) {
        for (; left > 1; left--) {
          bits ^= Long.highestOneBit(bits);
        }
        return block * WORD + WORD - 1 - Long.numberOfLeadingZeros(bits);
      }
      left -= count;
      stop = block * WORD;
    }
    return -1;
  }

  /** Runs one word of the pattern over a part of the text. */
  private void column(int row, int from, int end) {
    long state = -1L;
    int start = from;
    for (int block = from / WORD; start < end; block++) {
      int stop = Math.min(end, block * WORD + WORD);
      long in = carries[block] >>> start;
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
      carries[block] = out >>> (block * WORD + WORD - stop);
      start = stop;
    }
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
