package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Ranks back to back in an array, 20 bytes each: time, partition, offset, big-endian. */
final class PackedRanks {
  private static final int BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;

  private PackedRanks() {}

  static byte[] pack(Collection<Rank> ranks) {
    ByteBuffer packed = ByteBuffer.allocate(ranks.size() * BYTES);
    for (Rank rank : ranks) {
      packed.putLong(rank.time()).putInt(rank.partition()).putLong(rank.offset());
    }
    return packed.array();
  }

  static List<Rank> unpack(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    List<Rank> ranks = new ArrayList<>(packed.length / BYTES);
    while (bytes.hasRemaining()) {
      ranks.add(new Rank(bytes.getLong(), bytes.getInt(), bytes.getLong()));
    }
    return ranks;
  }
}
