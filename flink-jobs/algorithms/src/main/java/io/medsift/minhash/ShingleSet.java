package io.medsift.minhash;

import java.util.Arrays;

/**
 * The set of word n-grams of a text, as hashes. A text of fewer than n tokens has one shingle of
 * all its tokens; a text without tokens has none.
 *
 * <p>Sets are compared by the low 32 bits of the shingle hash: for two texts of 1,000 words the
 * odds that any two different shingles are taken for one are about 1 in 2,000, and then the
 * similarity is off by a thousandth.
 *
 * <p>Not thread-safe: an instance keeps its work arrays.
 */
final class ShingleSet {
  private static final long BASE = 0xd6e8feb86659fd93L;
  private static final int ORDINARY = 512;
  private static final int ROOMY = 16;

  private final int n;
  private final long leavingFactor;
  private long[] hashes = new long[ORDINARY];
  private int[] table = new int[ORDINARY << 2];
  private int size;
  private boolean holdsZero;

  ShingleSet(int n) {
    this.n = n;
    long factor = 1;
    for (int i = 0; i < n; i++) {
      factor *= BASE;
    }
    this.leavingFactor = factor;
  }

  /** Takes the shingles of {@code count} token hashes. */
  void read(long[] tokens, int count) {
    size = 0;
    holdsZero = false;
    if (count == 0) {
      return;
    }
    makeRoom(count);
    int first = Math.min(n, count);
    long rolling = 0;
    for (int i = 0; i < first; i++) {
      rolling = rolling * BASE + tokens[i];
    }
    add(Mixer.mix(rolling + first));
    for (int i = n; i < count; i++) {
      rolling = rolling * BASE + tokens[i] - tokens[i - n] * leavingFactor;
      add(Mixer.mix(rolling + n));
    }
  }

  private void makeRoom(int tokens) {
    int needed = Math.max(ORDINARY, Integer.highestOneBit(tokens) << 1);
    // What a huge text took must not be cleared again for each later one.
    if (hashes.length < needed || hashes.length > ROOMY * needed) {
      hashes = new long[needed];
      table = new int[needed << 2];
    } else {
      Arrays.fill(table, 0);
    }
  }

  private void add(long hash) {
    int low = (int) hash;
    if (low == 0) {
      if (!holdsZero) {
        holdsZero = true;
        hashes[size++] = hash;
      }
      return;
    }
    int mask = table.length - 1;
    int slot = Mixer.slot(low, table.length);
    while (table[slot] != 0) {
      if (table[slot] == low) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = low;
    hashes[size++] = hash;
  }

  /** Number of distinct shingles. */
  int size() {
    return size;
  }

  /** Hash of the shingle at {@code index}, in the order of first appearance. */
  long hash(int index) {
    return hashes[index];
  }

  /** The low halves of all hashes: a new array, in the order of first appearance. */
  int[] toArray() {
    int[] set = new int[size];
    for (int i = 0; i < size; i++) {
      set[i] = (int) hashes[i];
    }
    return set;
  }
}
