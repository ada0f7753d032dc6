package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

/**
 * Samples that share a band, lowest ranks first, as state keeps them: for each its rank and its
 * number of shingles, as integers of seven bits a byte, the lowest first. Earlier versions wrote
 * entries of 24 bytes; a bucket whose length is a multiple of that is one of theirs, and of any
 * other a byte is added.
 */
final class Bucket {
  private static final int EARLIER_BYTES = Rank.BYTES + Integer.BYTES;
  private static final int FEWEST_BYTES = 4;
  private static final int MOST_BYTES = 4 * 10;

  private Bucket() {}

  /** A bucket of one sample. */
  static byte[] of(Rank rank, int shingles) {
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES + 1);
    write(out, rank, shingles);
    return bytes(out);
  }

  /** The same with one more sample. */
  static byte[] append(byte[] bucket, Rank rank, int shingles) {
    int earlier = bucket.length / EARLIER_BYTES;
    int most = Math.max(bucket.length, isEarlier(bucket) ? earlier * MOST_BYTES : 0);
    ByteBuffer out = ByteBuffer.allocate(most + MOST_BYTES + 1);
    forEach(bucket, (known, size) -> write(out, known, size));
    write(out, rank, shingles);
    return bytes(out);
  }

  /**
   * Gives {@code entry} the rank and the number of shingles of each sample.
   *
   * @param bucket null for an empty one
   * @return number of samples
   */
  static int forEach(byte[] bucket, ObjIntConsumer<Rank> entry) {
    if (bucket == null) {
      return 0;
    }
    ByteBuffer in = ByteBuffer.wrap(bucket);
    boolean earlier = isEarlier(bucket);
    int count = 0;
    while (in.remaining() >= FEWEST_BYTES) {
      Rank rank = earlier ? Rank.read(in) : new Rank(read(in), (int) read(in), read(in));
      entry.accept(rank, earlier ? in.getInt() : (int) read(in));
      count++;
    }
    return count;
  }

  private static boolean isEarlier(byte[] bucket) {
    return bucket.length % EARLIER_BYTES == 0;
  }

  private static byte[] bytes(ByteBuffer out) {
    if (out.position() % EARLIER_BYTES == 0) {
      out.put((byte) 0);
    }
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }

  private static void write(ByteBuffer out, Rank rank, int shingles) {
    write(out, rank.time());
    write(out, rank.partition());
    write(out, rank.offset());
    write(out, shingles);
  }

  private static void write(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private static long read(ByteBuffer in) {
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
}
