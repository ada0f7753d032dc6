package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;

/** Integers of seven bits a byte, the lowest first, as state keeps ranks and sizes. */
final class VarInts {
  /** Bytes of the longest. */
  static final int MOST_BYTES = 10;

  /** Integers of a rank. */
  static final int IN_RANK = 3;

  private VarInts() {}

  static void write(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static void write(ByteBuffer out, Rank rank) {
    write(out, rank.time());
    write(out, rank.partition());
    write(out, rank.offset());
  }

  static long read(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = in.get();
      value |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  static Rank readRank(ByteBuffer in) {
    return new Rank(read(in), (int) read(in), read(in));
  }

  /** Passes over so many integers. */
  static void skip(ByteBuffer in, int count) {
    for (int left = count; left > 0; ) {
      left -= in.get() >= 0 ? 1 : 0;
    }
  }
}
