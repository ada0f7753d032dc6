package io.medsift.minhash;

import java.util.Arrays;

/**
 * Exact Jaccard similarity of one shingle set to many. Not thread-safe: an instance keeps its
 * table.
 */
public final class JaccardComparer {
  private static final int ORDINARY = 2048;
  private static final int ROOMY = 16;

  private int[] table = new int[ORDINARY];
  private int size;
  private boolean holdsZero;

  /** Takes the set that the others are compared to; its elements are distinct. */
  public void hold(int[] set) {
    size = set.length;
    holdsZero = false;
    int capacity = Math.max(ORDINARY, Integer.highestOneBit(Math.max(1, size)) << 2);
    // What a huge set took must not be cleared again for each later one.
    if (table.length < capacity || table.length > ROOMY * capacity) {
      table = new int[capacity];
    } else {
      Arrays.fill(table, 0);
    }
    int mask = table.length - 1;
    for (int element : set) {
      if (element == 0) {
        holdsZero = true;
        continue;
      }
      int slot = Mixer.slot(element, table.length);
      while (table[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      table[slot] = element;
    }
  }

  /** Similarity of {@code other}, whose elements are distinct, to the set held: 0 to 1. */
  public double similarity(int[] other) {
    int shared = 0;
    int mask = table.length - 1;
    for (int element : other) {
      if (element == 0) {
        shared += holdsZero ? 1 : 0;
        continue;
      }
      int slot = Mixer.slot(element, table.length);
      while (table[slot] != 0 && table[slot] != element) {
        slot = (slot + 1) & mask;
      }
      shared += table[slot] == element ? 1 : 0;
    }
    int union = size + other.length - shared;
    return union == 0 ? 0 : (double) shared / union;
  }

  /** The highest similarity that two sets of these sizes can have. */
  public static double bound(int sizeA, int sizeB) {
    return (double) Math.min(sizeA, sizeB) / Math.max(1, Math.max(sizeA, sizeB));
  }
}
