package io.medsift.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for bytes, eight at a time. */
final class ByteScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;

  private ByteScan() {}

  /** The first place from {@code from} of one of two bytes; the length where there is none. */
  static int indexOfEither(byte[] bytes, int from, byte one, byte other) {
    long ones = ONES * one;
    long others = ONES * other;
    int at = from;
    for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
      long word = (long) LONGS.get(bytes, at);
      // The lowest bit that is left marks the first byte that is zero, and so equal.
      long found = (zeros(word ^ ones) | zeros(word ^ others)) & HIGHEST;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    while (at < bytes.length && bytes[at] != one && bytes[at] != other) {
      at++;
    }
    return at;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }
}
