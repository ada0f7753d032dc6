package io.medsift.minhash;

import io.medsift.text.CodePoints;
import io.medsift.text.ComposedForm;
import io.medsift.text.FoldedText;
import io.medsift.text.LookAlikes;
import java.util.Arrays;

/**
 * Cuts a text into tokens and hashes each to 64 bits.
 *
 * <p>The text is read as {@link FoldedText} without {@link LookAlikes}. A token is a run of
 * letters, digits, marks and underscores; in scripts written without spaces (Han, Kana, Thai, Lao,
 * Khmer, Myanmar) each letter is a token of its own with its marks, since a run there is a whole
 * clause. Everything else separates.
 *
 * <p>Earlier versions continue with state from their time. Version 2 takes letters of other scripts
 * that look like Latin ones for others. Version 1 puts the text in form NFC and in lower case
 * instead, so that invisible characters separate and full-width letters are others.
 *
 * <p>Not thread-safe: an instance keeps its work array.
 */
final class TokenHasher {
  private static final long PRIME = 0x9fb21c651e98df25L;
  private static final byte[] ASCII = asciiClasses();

  private final int version;
  private final FoldedText folded = new FoldedText();
  private long[] hashes = new long[512];
  private int count;
  private long word;
  private boolean inWord;
  private boolean alone;

  /** A hasher of a version that {@link SignatureScheme} knows. */
  TokenHasher(int version) {
    this.version = version;
  }

  /** Reads {@code text}; {@link #hashes()} then holds {@link #count()} hashes. */
  void read(String text) {
    count = 0;
    inWord = false;
    if (version > 1) {
      String seen = version > 2 ? LookAlikes.folded(text) : text;
      folded.read(seen);
      do {
        readAscii(seen, folded.position(), folded.passAscii());
      } while (readFolded());
    } else {
      readComposed(ComposedForm.of(text));
    }
    endWord();
  }

  private boolean readFolded() {
    if (!folded.next()) {
      return false;
    }
    readUnit(folded.codePoint());
    return true;
  }

  private void readAscii(String text, int from, int to) {
    if (from < to) {
      endLetter();
    }
    long hash = word;
    boolean within = inWord;
    for (int i = from; i < to; i++) {
      byte lower = ASCII[text.charAt(i)];
      if (lower != 0) {
        hash = extended(within ? hash : PRIME, lower);
        within = true;
      } else if (within) {
        add(hash);
        within = false;
      }
    }
    word = hash;
    inWord = within;
  }

  private void readUnit(int codePoint) {
    if (codePoint >= 128) {
      readCodePoint(codePoint);
    } else if (ASCII[codePoint] != 0) {
      endLetter();
      extend(codePoint);
    } else {
      endWord();
    }
  }

  private void readComposed(String normal) {
    int length = normal.length();
    for (int i = 0; i < length; ) {
      char unit = normal.charAt(i);
      if (unit < 128) {
        byte lower = ASCII[unit];
        if (lower != 0) {
          endLetter();
          extend(lower);
        } else {
          endWord();
        }
        i++;
      } else {
        int codePoint = normal.codePointAt(i);
        readCodePoint(codePoint);
        i += Character.charCount(codePoint);
      }
    }
  }

  private void readCodePoint(int codePoint) {
    if (Character.isLetterOrDigit(codePoint)) {
      if (CodePoints.isWrittenWithoutSpaces(codePoint)) {
        endWord();
        extend(codePoint);
        alone = true;
      } else {
        endLetter();
        extend(Character.toLowerCase(codePoint));
      }
    } else if (CodePoints.isMark(codePoint)) {
      extend(codePoint);
    } else {
      endWord();
    }
  }

  private void extend(int codePoint) {
    word = extended(inWord ? word : PRIME, codePoint);
    inWord = true;
  }

  private static long extended(long hash, int codePoint) {
    long product = (hash ^ codePoint) * PRIME;
    return product ^ (product >>> 29);
  }

  /** Ends a token that is one letter, to which only marks may be added. */
  private void endLetter() {
    if (alone) {
      endWord();
    }
  }

  private void endWord() {
    alone = false;
    if (inWord) {
      add(word);
      inWord = false;
    }
  }

  private void add(long hash) {
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = Mixer.mix(hash);
  }

  /** Hashes of the last text, valid up to {@link #count()} and until the next one is read. */
  long[] hashes() {
    return hashes;
  }

  /** Returns how many tokens the last text has. */
  int count() {
    return count;
  }

  private static byte[] asciiClasses() {
    byte[] classes = new byte[128];
    for (char c = 0; c < 128; c++) {
      if (Character.isLetterOrDigit(c) || c == '_') {
        classes[c] = (byte) Character.toLowerCase(c);
      }
    }
    return classes;
  }
}
