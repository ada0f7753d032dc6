package io.medsift.decontamination.alignment;

import io.medsift.decontamination.table.MarkSet;
import io.medsift.decontamination.token.ItemTokens;
import java.util.Arrays;

/**
 * The common subsequence of an item and a part of a text that carries most information. A work
 * space; not thread-safe.
 */
final class HeaviestSubsequence {
  /** Of a token of the item that stands nowhere in the part of the text. */
  static final int ALONE = -1;

  /** Added to each token's weight, so that common words are followed too. */
  static final double BASE = 0.2;

  /** Entries of a table that is kept for the next text. */
  private static final int MAX_KEPT_TABLE = 1 << 18;

  private final ItemCues cues;
  private final ItemTokens tokens;
  private double[] table = new double[1 << 14];

  HeaviestSubsequence(ItemCues cues) {
    this.cues = cues;
    this.tokens = cues.tokens();
  }

  /**
   * Finds of each token of an item the token of the text that it is, or {@link #ALONE}.
   *
   * @param words of the text
   * @param numbers tokens of the text, of which those from {@code begin} on count, {@code width} of
   *     them
   * @param partner receives the positions
   */
  void find(int item, MarkSet words, int[] numbers, int begin, int width, int[] partner) {
    int length = cues.length(item);
    int stride = width + 1;
    double[] best = fill(item, words, numbers, begin, width);
    Arrays.fill(partner, 0, length, ALONE);
    int i = length;
    int j = width;
    while (i > 0 && j > 0) {
      double value = best[i * stride + j];
      if (value == best[(i - 1) * stride + j]) {
        i--;
      } else if (value == best[i * stride + j - 1]) {
        j--;
      } else {
        i--;
        j--;
        partner[i] = begin + j;
      }
    }
  }

  private double[] fill(int item, MarkSet words, int[] numbers, int begin, int width) {
    int length = cues.length(item);
    int stride = width + 1;
    int size = (length + 1) * stride;
    double[] best = size <= table.length ? table : new double[size];
    if (size <= MAX_KEPT_TABLE) {
      table = best;
    }
    Arrays.fill(best, 0, stride, 0);
    for (int i = 1; i <= length; i++) {
      int token = cues.token(item, i - 1);
      int row = i * stride;
      int above = row - stride;
      best[row] = 0;
      if (token < 0 || !words.contains(token)) {
        System.arraycopy(best, above, best, row, stride);
        continue;
      }
      double weight = BASE + tokens.information(token);
      for (int j = 1; j <= width; j++) {
        double value = Math.max(best[above + j], best[row + j - 1]);
        if (token == numbers[begin + j - 1]) {
          value = Math.max(value, best[above + j - 1] + weight);
        }
        best[row + j] = value;
      }
    }
    return best;
  }
}
