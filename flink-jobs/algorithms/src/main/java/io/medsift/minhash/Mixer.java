package io.medsift.minhash;

import java.security.SecureRandom;

/** The 64-bit finaliser of MurmurHash3 (Austin Appleby, public domain): every bit affects all. */
final class Mixer {
  // Drawn for each process; it affects only the time: no text can be made whose hashes all
  // meet in one slot.
  private static final long SPREAD = new SecureRandom().nextLong() | 1;

  private Mixer() {}

  /** The slot of {@code element} in a table of {@code size} slots, a power of two above 1. */
  static int slot(int element, int size) {
    return (int) ((element * SPREAD) >>> (Long.numberOfLeadingZeros(size) + 1));
  }

  static long mix(long value) {
    long h = value;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }

  static long mix(long first, long second) {
    return mix(first * 0x9e3779b97f4a7c15L + second);
  }
}
