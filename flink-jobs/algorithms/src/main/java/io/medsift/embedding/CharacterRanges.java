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

/** A set of code points, held as ascending ranges. */
final class CharacterRanges {

  private final int[] firsts;
  private final int[] lasts;

  private CharacterRanges(List<String> ranges) {
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
   * The ranges of one class in a resource beside this type, whose lines read {@code name first-last
   * single ...} in hexadecimal; {@code #} starts a comment line.
   */
  static CharacterRanges load(String resource, String name) {
    try (InputStream stream = CharacterRanges.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return new CharacterRanges(
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
