package io.medsift.minhash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of well-mixed hashes that never misses one that was added, and takes some others for added
 * (a Bloom filter of one word a hash). It grows with what is added, each part up to four times as
 * large as the one before, up to a bound. Beyond that it takes more and more others for added,
 * until it says so of all. Not thread-safe.
 */
public final class HashFilter {
  /** Hashes in a word up to which a part takes 1 in 350 others for added; the errors add up. */
  private static final double FULL = 3.2;

  private static final int GROWTH = 4;
  private static final int FIRST_WORDS = 1 << 14;
  private static final int BITS = 4;

  private final long mostWords;
  private final List<long[]> parts = new ArrayList<>();
  private long words;
  private long[] newest;
  private long room;

  /** An empty filter of at most {@code mostBytes}, and a first part of 128 KiB in any case. */
  public HashFilter(long mostBytes) {
    this.mostWords = mostBytes / Long.BYTES;
    grow(FIRST_WORDS);
  }

  private void grow(int size) {
    newest = new long[size];
    parts.add(newest);
    words += size;
    room = (long) (FULL * size);
  }

  /** False only where {@code hash} was never added. */
  public boolean mayContain(long hash) {
    long mask = mask(hash);
    for (int i = parts.size() - 1; i >= 0; i--) {
      long[] part = parts.get(i);
      if ((part[slot(hash, part.length)] & mask) == mask) {
        return true;
      }
    }
    return false;
  }

  /**
   * Says of each hash what {@link #mayContain(long)} does. Most of the time goes to memory that is
   * in no cache; here the processor waits for that of many hashes at once.
   *
   * @param answers one for each hash, which are overwritten
   */
  public void mayContain(long[] hashes, boolean[] answers) {
    Arrays.fill(answers, 0, hashes.length, false);
    for (long[] part : parts) {
      for (int i = 0; i < hashes.length; i++) {
        long mask = mask(hashes[i]);
        answers[i] |= (part[slot(hashes[i], part.length)] & mask) == mask;
      }
    }
  }

  /** Adds {@code hash}. */
  public void add(long hash) {
    if (mayContain(hash)) {
      return;
    }
    if (room <= 0 && mayGrow()) {
      grow(nextSize());
    }
    newest[slot(hash, newest.length)] |= mask(hash);
    room--;
  }

  /** Smaller parts would be full at once, and all are looked into. */
  private boolean mayGrow() {
    return nextSize() >= newest.length;
  }

  private int nextSize() {
    return (int) Math.min((long) GROWTH * newest.length, Long.highestOneBit(mostWords - words));
  }

  /** Returns whether what is added from now on makes it take more others for added. */
  public boolean isFull() {
    return room <= 0 && !mayGrow();
  }

  /** Bytes of its parts. */
  public long bytes() {
    return words * Long.BYTES;
  }

  /** The size is a power of two: the highest bits, which {@link #mask} does not look at. */
  private static int slot(long hash, int size) {
    return (int) (Mixer.mix(hash) >>> (Long.numberOfLeadingZeros(size) + 1));
  }

  private static long mask(long hash) {
    long bits = Mixer.mix(hash);
    long mask = 0;
    for (int i = 0; i < BITS; i++) {
      mask |= 1L << bits;
      bits >>>= 6;
    }
    return mask;
  }
}
