package io.medsift.decontamination.similarity;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers the code points of a list of texts from 1, the most frequent first, so that texts become
 * arrays of small numbers. Immutable.
 */
final class Alphabet {
  /** The number of a code point that occurs in none of the texts. */
  static final int UNKNOWN = 0;

  private static final int BASIC_PLANE = 1 << 16;

  private final int[] basic = new int[BASIC_PLANE];
  private final int[] supplementary;
  private final int[] supplementaryNumbers;
  private final int size;

  Alphabet(List<String> texts) {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (String text : texts) {
      text.codePoints().forEach(codePoint -> counts.merge(codePoint, 1, Integer::sum));
    }
    List<Integer> byFrequency =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    this.size = byFrequency.size() + 1;
    this.supplementary =
        counts.tailMap(BASIC_PLANE).keySet().stream().mapToInt(Integer::intValue).toArray();
    this.supplementaryNumbers = new int[supplementary.length];
    for (int i = 0; i < byFrequency.size(); i++) {
      int codePoint = byFrequency.get(i);
      if (codePoint < BASIC_PLANE) {
        basic[codePoint] = i + 1;
      } else {
        supplementaryNumbers[Arrays.binarySearch(supplementary, codePoint)] = i + 1;
      }
    }
  }

  /** Numbers are from 0 ({@link #UNKNOWN}) to before this. */
  int size() {
    return size;
  }

  int number(int codePoint) {
    if (codePoint < BASIC_PLANE) {
      return basic[codePoint];
    }
    int found = Arrays.binarySearch(supplementary, codePoint);
    return found < 0 ? UNKNOWN : supplementaryNumbers[found];
  }

  /**
   * Writes the numbers of a text's code points.
   *
   * @return how many code points there are; {@code target} must have room
   */
  int encode(String text, int[] target) {
    int length = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      target[length++] = number(codePoint);
      i += Character.charCount(codePoint);
    }
    return length;
  }
}
