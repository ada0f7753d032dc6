package io.medsift.decontamination.table;

import java.util.Arrays;

/**
 * Maps 64-bit hashes to entry numbers, several of which may share a hash; the caller compares what
 * the numbers stand for. Open addressing, with a bitmap in front that settles most misses within
 * the processor's cache. Safe to read from many threads once filled.
 */
public final class HashTable {
  /** No entry, or no further one. */
  public static final int NONE = -1;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final int BITS_PER_SLOT_SHIFT = 2;

  private long[] hashes;
  private int[] entries;
  private long[] present;
  private int shift;
  private int size;

  public HashTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(16, expected) * 2 - 1) * 2;
    allocate(capacity);
  }

  int size() {
    return size;
  }

  /** The slot of the first entry with this hash, or {@link #NONE}. */
  public int find(long hash) {
    long bit = (hash * SPREAD) >>> (shift - BITS_PER_SLOT_SHIFT);
    if ((present[(int) (bit >>> 6)] & (1L << bit)) == 0) {
      return NONE;
    }
    return scan(hash, (int) (bit >>> BITS_PER_SLOT_SHIFT));
  }

  /** The slot of the next entry with this hash after {@code slot}, or {@link #NONE}. */
  public int findNext(long hash, int slot) {
    return scan(hash, (slot + 1) & (hashes.length - 1));
  }

  /** The entry number in a slot. */
  public int entry(int slot) {
    return entries[slot];
  }

  /** Adds an entry under a hash that may be there already. */
  public void add(long hash, int entry) {
    if (size * 2 >= hashes.length) {
      grow();
    }
    insert(hash, entry);
    size++;
  }

  private int scan(long hash, int from) {
    int mask = hashes.length - 1;
    int slot = from;
    while (entries[slot] != NONE) {
      if (hashes[slot] == hash) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return NONE;
  }

  private void insert(long hash, int entry) {
    long bit = (hash * SPREAD) >>> (shift - BITS_PER_SLOT_SHIFT);
    present[(int) (bit >>> 6)] |= 1L << bit;
    int mask = hashes.length - 1;
    int slot = (int) (bit >>> BITS_PER_SLOT_SHIFT);
    while (entries[slot] != NONE) {
      slot = (slot + 1) & mask;
    }
    hashes[slot] = hash;
    entries[slot] = entry;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldEntries = entries;
    allocate(oldHashes.length * 2);
    for (int i = 0; i < oldEntries.length; i++) {
      if (oldEntries[i] != NONE) {
        insert(oldHashes[i], oldEntries[i]);
      }
    }
  }

  private void allocate(int capacity) {
    hashes = new long[capacity];
    entries = new int[capacity];
    Arrays.fill(entries, NONE);
    present = new long[Math.max(1, (capacity << BITS_PER_SLOT_SHIFT) >>> 6)];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
  }
}
