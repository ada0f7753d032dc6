package io.medsift.decontamination;

import io.medsift.decontamination.index.BenchmarkIndex;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fuzzy rule as a loop over all items with Hyyrö's recurrence in full, 64 characters at a time
 * and without any bound: the yardstick of one run for what bounds spare.
 */
final class PlainBitParallel {
  private final Map<Integer, Integer> rows = new HashMap<>();
  private final List<int[]> items;

  PlainBitParallel(BenchmarkIndex index) {
    items =
        index.items().stream()
            .map(
                item ->
                    item.question()
                        .codePoints()
                        .map(point -> rows.computeIfAbsent(point, unused -> rows.size()))
                        .toArray())
            .toList();
  }

  /** Whether any item reaches a ratio. */
  boolean reaches(String prompt, int threshold) {
    int[] points = prompt.codePoints().toArray();
    int words = (points.length + Long.SIZE - 1) / Long.SIZE;
    long[] masks = new long[rows.size() * words];
    for (int i = 0; i < points.length; i++) {
      Integer row = rows.get(points[i]);
      if (row != null) {
        masks[row * words + i / Long.SIZE] |= 1L << i;
      }
    }
    long[] states = new long[words];
    boolean found = false;
    for (int[] item : items) {
      long sum = (long) points.length + item.length;
      found |= 200L * lcs(masks, states, item) >= threshold * sum;
    }
    return found;
  }

  private static int lcs(long[] masks, long[] states, int[] text) {
    Arrays.fill(states, -1L);
    for (int row : text) {
      long carry = 0;
      for (int word = 0; word < states.length; word++) {
        long mask = masks[row * states.length + word];
        long state = states[word];
        long common = state & mask;
        long sum = state + common + carry;
        carry = (common | (state & ~sum)) >>> (Long.SIZE - 1);
        states[word] = sum | (state & ~mask);
      }
    }
    int length = 0;
    for (long state : states) {
      length += Long.bitCount(~state);
    }
    return length;
  }
}
