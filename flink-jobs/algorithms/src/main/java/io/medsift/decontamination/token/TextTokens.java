package io.medsift.decontamination.token;

import io.medsift.text.CodePoints;
import io.medsift.text.FoldedText;
import io.medsift.text.LookAlikes;
import io.medsift.text.PythonWhitespace;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The tokens of a text, read as {@link FoldedText} without {@link LookAlikes}: runs of letters,
 * digits and marks, each Han or Kana character by itself. Everything else separates. A work space
 * to be filled again and again; not thread-safe.
 */
public final class TextTokens {
  private static final long SEED = 0xCBF29CE484222325L;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int ASCII = 0x80;
  private static final String HYPHENS = "-\u2010\u00AD";

  private final FoldedText folded = new FoldedText();
  private char[] units = new char[1024];
  private int length;
  private int[] starts = new int[256];
  private int[] textStarts = new int[256];
  private int[] textEnds = new int[256];
  private long[] hashes = new long[256];
  private int count;

  /** Replaces the content by the tokens of {@code text}. */
  public void read(String text) {
    length = 0;
    count = 0;
    boolean open = false;
    int end = 0;
    folded.read(LookAlikes.folded(text));
    while (folded.next()) {
      int codePoint = folded.codePoint();
      if (!isPart(codePoint)) {
        open = close(open, end);
      } else if (isAlone(codePoint)) {
        close(open, end);
        begin(folded.start());
        append(codePoint);
        open = close(true, folded.end());
      } else {
        if (!open) {
          begin(folded.start());
          open = true;
        }
        append(codePoint);
      }
      end = folded.end();
    }
    close(open, end);
  }

  /**
   * Joins the two halves of a word that a hyphen at the end of a line cuts.
   *
   * @param text that was read
   * @param isWord whether a token, here one that was joined, is a word
   */
  void joinHyphenated(String text, IntPredicate isWord) {
    int kept = 1;
    for (int token = 1; token < count; token++) {
      int start = starts[token];
      int tokenEnd = end(token);
      int half = kept - 1;
      long hash = hashes[half];
      if (isHyphen(text, textEnds[half], textStarts[token])) {
        starts[kept] = tokenEnd;
        hashes[half] = hash(starts[half], tokenEnd);
        if (isWord.test(half)) {
          textEnds[half] = textEnds[token];
          continue;
        }
        hashes[half] = hash;
      }
      starts[kept] = start;
      textStarts[kept] = textStarts[token];
      textEnds[kept] = textEnds[token];
      hashes[kept] = hashes[token];
      kept++;
    }
    count = Math.min(count, kept);
  }

  /** Returns whether nothing but a hyphen and the end of its line is there. */
  private static boolean isHyphen(String text, int from, int to) {
    if (from >= to || HYPHENS.indexOf(text.charAt(from)) < 0) {
      return false;
    }
    boolean ends = false;
    for (int i = from + 1; i < to; i++) {
      char between = text.charAt(i);
      ends |= between == '\n' || between == '\r';
      if (!PythonWhitespace.isSpace(between) && !FoldedText.isInvisible(between)) {
        return false;
      }
    }
    return ends;
  }

  private long hash(int from, int to) {
    long hash = SEED;
    for (int i = from; i < to; i++) {
      hash = (hash ^ units[i]) * FACTOR;
    }
    return hash ^ (hash >>> 32);
  }

  public int count() {
    return count;
  }

  long hash(int token) {
    return hashes[token];
  }

  /** Returns whether the token is a Han or Kana character. */
  boolean isIdeograph(int token) {
    return isAlone(Character.codePointAt(units, starts[token], length));
  }

  /** Returns whether the token has several letters and begins with one. */
  public boolean isWord(int token) {
    return end(token) - starts[token] > 1
        && Character.isLetter(Character.codePointAt(units, starts[token], length));
  }

  /** Returns whether there is a digit in the token. */
  public boolean hasDigit(int token) {
    for (int i = starts[token]; i < end(token); i++) {
      if (Character.isDigit(units[i])) {
        return true;
      }
    }
    return false;
  }

  /** The lower-case tokens one after the other, without anything between. */
  public char[] units() {
    return units;
  }

  public int start(int token) {
    return starts[token];
  }

  public int end(int token) {
    return token + 1 < count ? starts[token + 1] : length;
  }

  /** Returns where the token is in the text as it was given. */
  public int textStart(int token) {
    return textStarts[token];
  }

  /** Returns where the token ends in the text as it was given, exclusive. */
  public int textEnd(int token) {
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
    if (length + 2 > units.length) {
      units = Arrays.copyOf(units, units.length * 2);
    }
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

  private static boolean isPart(int codePoint) {
    if (codePoint < ASCII) {
      return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9');
    }
    return Character.isLetterOrDigit(codePoint) || CodePoints.isMark(codePoint);
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
