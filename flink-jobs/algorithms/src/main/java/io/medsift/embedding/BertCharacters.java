package io.medsift.embedding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The character classes of BERT's basic tokenizer, on Unicode code points.
 *
 * <p>They come from a table of Unicode 8, as in the tokenizers that the published vectors were made
 * with, so that the word pieces of a text are the same on every Java version.
 *
 * @see <a href="https://github.com/google-research/bert/blob/master/tokenization.py">BERT</a>
 */
final class BertCharacters {

  private static final String TABLE = "bert-characters.txt";
  private static final Ranges DROPPED = Ranges.load(TABLE, "dropped");
  private static final Ranges ACCENTS = Ranges.load(TABLE, "accent");
  private static final Ranges PUNCTUATION = Ranges.load(TABLE, "punctuation");

  private BertCharacters() {}

  /** Returns whether the character vanishes, without separating its neighbours. */
  static boolean isDropped(int character) {
    return DROPPED.contains(character);
  }

  static boolean isSpace(int character) {
    return character == ' '
        || character == '\t'
        || character == '\n'
        || character == '\r'
        || Character.isSpaceChar(character);
  }

  /**
   * Returns whether the character is a CJK ideograph, a word by itself. Kana and Hangul are not.
   */
  static boolean isIdeograph(int character) {
    return (character >= 0x4E00 && character <= 0x9FFF)
        || (character >= 0x3400 && character <= 0x4DBF)
        || (character >= 0x20000 && character <= 0x2A6DF)
        || (character >= 0x2A700 && character <= 0x2B73F)
        || (character >= 0x2B740 && character <= 0x2B81F)
        || (character >= 0x2B920 && character <= 0x2CEAF)
        || (character >= 0xF900 && character <= 0xFAFF)
        || (character >= 0x2F800 && character <= 0x2FA1F);
  }

  /**
   * Returns whether the character is a word by itself: Unicode punctuation and every ASCII symbol.
   */
  static boolean isPunctuation(int character) {
    return PUNCTUATION.contains(character);
  }

  /** Returns whether the character is an accent that is stripped after decomposition. */
  static boolean isAccent(int character) {
    return ACCENTS.contains(character);
  }

  /** A set of code points, held as ascending ranges. */
  static final class Ranges {

    private final int[] firsts;
    private final int[] lasts;

    private Ranges(List<String> ranges) {
      firsts = new int[ranges.size()];
      lasts = new int[ranges.size()];
      for (int i = 0; i < firsts.length; i++) {
        String range = ranges.get(i);
        int dash = range.indexOf('-');
        firsts[i] = Integer.parseInt(dash < 0 ? range : range.substring(0, dash), 16);
        lasts[i] = dash < 0 ? firsts[i] : Integer.parseInt(range.substring(dash + 1), 16);
      }
    }

    /**
     * The ranges of one class in a resource beside this type, whose lines read {@code name
     * first-last single ...} in hexadecimal; {@code #} starts a comment line.
     */
    static Ranges load(String resource, String name) {
      try (InputStream stream = Ranges.class.getResourceAsStream(resource);
          BufferedReader reader =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        return new Ranges(
            reader
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .flatMap(line -> Stream.of(line.substring(name.length() + 1).split(" ", -1)))
                .toList());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the resource " + resource, e);
      }
    }

    boolean contains(int character) {
      int found = Arrays.binarySearch(firsts, character);
      int range = found >= 0 ? found : -found - 2;
      return range >= 0 && character <= lasts[range];
    }
  }
}
