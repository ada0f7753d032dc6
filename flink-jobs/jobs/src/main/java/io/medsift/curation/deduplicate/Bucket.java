package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Samples that share a band, lowest ranks first, as state keeps them: for each its rank and its
 * number of shingles.
 */
final class Bucket {
  private static final int BYTES = Rank.BYTES + Integer.BYTES;

  private Bucket() {}

  static int size(byte[] bucket) {
    return bucket == null ? 0 : bucket.length / BYTES;
  }

  static byte[] append(byte[] bucket, Rank rank, int shingles) {
    int length = bucket == null ? 0 : bucket.length;
    byte[] longer = bucket == null ? new byte[BYTES] : Arrays.copyOf(bucket, length + BYTES);
    ByteBuffer entry = ByteBuffer.wrap(longer, length, BYTES);
    rank.write(entry);
    entry.putInt(shingles);
    return longer;
  }

  static Rank rank(byte[] bucket, int index) {
    return Rank.read(ByteBuffer.wrap(bucket, index * BYTES, BYTES));
  }

  static int shingles(byte[] bucket, int index) {
    return ByteBuffer.wrap(bucket).getInt((index + 1) * BYTES - Integer.BYTES);
  }
}
