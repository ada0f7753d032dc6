package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

/**
 * Samples that share a band, lowest ranks first, as state keeps them under the band: for each its
 * rank and its number of shingles, as {@link VarInts}. Earlier versions wrote entries of 24 bytes;
 * a bucket whose length is a multiple of that is one of theirs, and to any other a byte is added.
 */
final class Bucket {
  private static final int EARLIER_BYTES = Rank.BYTES + Integer.BYTES;
  private static final int FEWEST_BYTES = VarInts.IN_RANK + 1;
  private static final int MOST_BYTES = (VarInts.IN_RANK + 1) * VarInts.MOST_BYTES;

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
      Rank rank = earlier ? Rank.read(in) : VarInts.readRank(in);
      entry.accept(rank, earlier ? in.getInt() : (int) VarInts.read(in));
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
    VarInts.write(out, rank);
    VarInts.write(out, shingles);
  }
}
