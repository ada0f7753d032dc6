package io.medsift.decontamination;

import java.util.Arrays;

/**
 * The tokens of a text: runs of letters, digits and marks in lower case, each Han or Kana character
 * by itself, full-width forms as their ordinary ones. Everything else separates. A work space to be
 * filled again and again; not thread-safe.
 */
final class TextTokens {
  private static final long SEED = 0xCBF29CE484222325L;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int ASCII = 0x80;
  private static final int FULL_WIDTH_FIRST = 0xFF01;
  private static final int FULL_WIDTH_LAST = 0xFF5E;
  private static final int FULL_WIDTH_SHIFT = 0xFEE0;

  private char[] units = new char[1024];
  private int length;
  private int[] starts = new int[256];
  private int[] textStarts = new int[256];
  private int[] textEnds = new int[256];
  private long[] hashes = new long[256];
  private int count;

  /** Replaces the content by the tokens of {@code text}. */
  void read(String text) {
    if (text.length() > units.length) {
      units = new char[Math.max(text.length(), units.length * 2)];
    }
    length = 0;
    count = 0;
    boolean open = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      int folded = fold(codePoint);
      if (!isPart(folded)) {
        open = close(open, i);
      } else if (isAlone(folded)) {
        close(open, i);
        begin(i);
        append(folded);
        open = close(true, next);
      } else {
        if (!open) {
          begin(i);
          open = true;
        }
        append(folded);
      }
      i = next;
    }
    close(open, text.length());
  }

  int count() {
    return count;
  }

  long hash(int token) {
    return hashes[token];
  }

  /** Whether the token is a Han or Kana character. */
  boolean isIdeograph(int token) {
    return isAlone(Character.codePointAt(units, starts[token], length));
  }

  /** The lower-case tokens one after the other, without anything between. */
  char[] units() {
    return units;
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return token + 1 < count ? starts[token + 1] : length;
  }

  /** Where the token stands in the text as it was given. */
  int textStart(int token) {
    return textStarts[token];
  }

  /** Where the token ends in the text as it was given, exclusive. */
  int textEnd(int token) {
    return textEnds[token];
  }

  private void begin(int textStart) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      textStarts = Arrays.copyOf(textStarts, count * 2);
      textEnds = Arrays.copyOf(textEnds, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    starts[count] = length;
    textStarts[count] = textStart;
    hashes[count] = SEED;
  }

  private void append(int codePoint) {
    int from = length;
    length += Character.toChars(codePoint, units, length);
    for (int i = from; i < length; i++) {
      hashes[count] = (hashes[count] ^ units[i]) * FACTOR;
    }
  }

  private boolean close(boolean open, int textEnd) {
    if (open) {
      hashes[count] ^= hashes[count] >>> 32;
      textEnds[count] = textEnd;
      count++;
    }
    return false;
  }

  private static int fold(int codePoint) {
    if (codePoint < ASCII) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint;
    }
    if (codePoint >= FULL_WIDTH_FIRST && codePoint <= FULL_WIDTH_LAST) {
      return Character.toLowerCase(codePoint - FULL_WIDTH_SHIFT);
    }
    return Character.toLowerCase(codePoint);
  }

  private static boolean isPart(int codePoint) {
    if (codePoint < ASCII) {
      return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9');
    }
    if (Character.isLetterOrDigit(codePoint)) {
      return true;
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isAlone(int codePoint) {
    if (codePoint < 0x2E80) {
      return false;
    }
    return Character.isIdeographic(codePoint)
        || (codePoint >= 0x3040 && codePoint <= 0x30FF)
        || (codePoint >= 0x31F0 && codePoint <= 0x31FF)
        || (codePoint >= 0xFF66 && codePoint <= 0xFF9D);
  }
}
