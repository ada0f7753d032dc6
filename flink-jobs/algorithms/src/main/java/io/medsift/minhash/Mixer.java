package io.medsift.minhash;

/** The 64-bit finaliser of MurmurHash3 (Austin Appleby, public domain): every bit affects all. */
final class Mixer {
  private Mixer() {}

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
