package io.medsift.decontamination;

import io.medsift.text.PythonLowercase;
import io.medsift.text.PythonWhitespace;
import java.util.Arrays;

/**
 * A text as open-r1 compares it: Python's lower case, words split at Python's white space and
 * joined by one space. A work space to be filled again and again; not thread-safe.
 */
final class NormalisedWords {
  private static final long WORD_SEED = 0xCBF29CE484222325L;
  private static final long WORD_FACTOR = 0x9E3779B97F4A7C15L;
  private static final int ASCII = 0x80;

  private char[] units = new char[1024];
  private int length;
  private int[] starts = new int[256];
  private long[] hashes = new long[256];
  private int count;

  /** Replaces the content by that of {@code text}. */
  void read(String text) {
    reserveUnits(text.length());
    length = 0;
    count = 0;
    int position = 0;
    while (position < text.length()) {
      if (PythonWhitespace.isSpace(text.charAt(position))) {
        position++;
      } else {
        position = readWord(text, position);
      }
    }
  }

  /** Returns how many words there are. */
  int count() {
    return count;
  }

  /** The normalised text; only the first {@link #length()} units count. */
  char[] units() {
    return units;
  }

  int length() {
    return length;
  }

  /** Returns where a word starts in {@link #units()}. */
  int start(int word) {
    return starts[word];
  }

  /** Returns where a word ends, exclusive. */
  int end(int word) {
    return word + 1 < count ? starts[word + 1] - 1 : length;
  }

  /** A 64-bit hash of the word alone. */
  long hash(int word) {
    return hashes[word];
  }

  /** Words {@code first} to {@code last}, both inclusive, one space between. */
  String text(int first, int last) {
    return new String(units, starts[first], end(last) - starts[first]);
  }

  private int readWord(String text, int from) {
    if (count > 0) {
      units[length++] = ' ';
    }
    reserveWord();
    starts[count] = length;
    int position = from;
    while (position < text.length()) {
      char unit = text.charAt(position);
      if (unit >= ASCII) {
        int codePoint = text.codePointAt(position);
        if (PythonWhitespace.isSpace(codePoint)) {
          break;
        }
        length = PythonLowercase.write(text, position, codePoint, units, length);
        position += Character.charCount(codePoint);
        continue;
      }
      if (PythonWhitespace.isSpace(unit)) {
        break;
      }
      units[length++] = unit >= 'A' && unit <= 'Z' ? (char) (unit + ('a' - 'A')) : unit;
      position++;
    }
    hashes[count] = hash(starts[count], length);
    count++;
    return position;
  }

  private long hash(int from, int to) {
    long hash = WORD_SEED;
    for (int i = from; i < to; i++) {
      hash = (hash ^ units[i]) * WORD_FACTOR;
    }
    return hash ^ (hash >>> 32);
  }

  private void reserveUnits(int textLength) {
    // Lower case may double a unit, and every word but the first brings a space, which was there.
    long needed = (long) textLength * PythonLowercase.MAX_UNITS + 1;
    if (needed > units.length) {
      units = new char[Math.toIntExact(Math.max(needed, units.length * 2L))];
    }
  }

  private void reserveWord() {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
  }
}
