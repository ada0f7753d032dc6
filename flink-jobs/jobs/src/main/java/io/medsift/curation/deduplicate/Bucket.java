package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The samples that share a band, lowest ranks first, as state keeps them: 24 bytes each, rank
 * (time, partition, offset) and shingle count, big-endian.
 */
final class Bucket {
  private static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES + Integer.BYTES;

  private Bucket() {}

  static int size(byte[] bucket) {
    return bucket == null ? 0 : bucket.length / BYTES;
  }

  static byte[] append(byte[] bucket, Rank rank, int shingles) {
    int length = bucket == null ? 0 : bucket.length;
    byte[] longer = bucket == null ? new byte[BYTES] : Arrays.copyOf(bucket, length + BYTES);
    ByteBuffer.wrap(longer, length, BYTES)
        .putLong(rank.time())
        .putInt(rank.partition())
        .putLong(rank.offset())
        .putInt(shingles);
    return longer;
  }

  static Rank rank(byte[] bucket, int index) {
    ByteBuffer entry = ByteBuffer.wrap(bucket, index * BYTES, BYTES);
    return new Rank(entry.getLong(), entry.getInt(), entry.getLong());
  }

  static int shingles(byte[] bucket, int index) {
    return ByteBuffer.wrap(bucket).getInt((index + 1) * BYTES - Integer.BYTES);
  }
}
