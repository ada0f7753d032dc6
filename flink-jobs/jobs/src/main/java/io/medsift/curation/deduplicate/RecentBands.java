package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * Bands that are not in state yet, each with the sample that has it, in the order in which they
 * came: a hash table of primitive arrays. Not thread-safe.
 */
final class RecentBands {
  private static final int LEAST = 1 << 10;

  private long[] bands = new long[LEAST];
  private BandEntry[] entries = new BandEntry[LEAST];
  private int[] slots = new int[2 * LEAST];
  private int size;

  /** A sample in a bucket: its rank and its number of shingles. */
  record BandEntry(Rank rank, int shingles) {}

  int size() {
    return size;
  }

  /** Band number {@code index}, from 0, in the order in which they came. */
  long band(int index) {
    return bands[index];
  }

  /** The sample that has that band. */
  BandEntry entry(int index) {
    return entries[index];
  }

  void add(long band, BandEntry entry) {
    if (size == bands.length) {
      grow();
    }
    bands[size] = band;
    entries[size] = entry;
    size++;
    fill(size);
  }

  /** Gives {@code entry} each sample that has the band, and returns their number. */
  int forEach(long band, ObjIntConsumer<Rank> entry) {
    int mask = slots.length - 1;
    int found = 0;
    for (int slot = (int) band & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int index = slots[slot] - 1;
      if (bands[index] == band) {
        entry.accept(entries[index].rank(), entries[index].shingles());
        found++;
      }
    }
    return found;
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(entries, 0, size, null);
    size = 0;
  }

  /** The lowest bits of a band are as good as any: it is well mixed. */
  private void fill(int number) {
    int mask = slots.length - 1;
    int slot = (int) bands[number - 1] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = number;
  }

  private void grow() {
    bands = Arrays.copyOf(bands, 2 * size);
    entries = Arrays.copyOf(entries, 2 * size);
    slots = new int[2 * slots.length];
    for (int number = 1; number <= size; number++) {
      fill(number);
    }
  }
}
