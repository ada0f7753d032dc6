package io.medsift.curation.deduplicate;

import io.medsift.curation.deduplicate.RecentBands.BandEntry;
import io.medsift.curation.state.Rank;
import java.nio.ByteBuffer;
import java.util.function.ObjIntConsumer;

/**
 * Form of a part of a page of bands in state: the number of bands, the bands of eight bytes each,
 * then the rank and the number of shingles of the sample that has each.
 */
final class BandPage {
  private static final int MOST_BYTES_OF_ONE =
      Long.BYTES + (VarInts.IN_RANK + 1) * VarInts.MOST_BYTES;

  private BandPage() {}

  /** Length that no part with so many bands exceeds. */
  static int mostBytes(int bands) {
    return VarInts.MOST_BYTES + bands * MOST_BYTES_OF_ONE;
  }

  /**
   * The part that holds the bands with these numbers, of {@code from} to before {@code to}.
   *
   * @param out a buffer of {@link #mostBytes} that is overwritten
   */
  static byte[] write(RecentBands bands, int[] numbers, int from, int to, ByteBuffer out) {
    VarInts.write(out, to - from);
    for (int i = from; i < to; i++) {
      out.putLong(bands.band(numbers[i]));
    }
    BandEntry last = null;
    int start = 0;
    for (int i = from; i < to; i++) {
      BandEntry entry = bands.entry(numbers[i]);
      int next = out.position();
      if (entry.equals(last)) {
        out.put(next, out, start, next - start).position(next + next - start);
      } else {
        VarInts.write(out, entry.rank());
        VarInts.write(out, entry.shingles());
        last = entry;
      }
      start = next;
    }
    byte[] part = new byte[out.flip().remaining()];
    out.get(part);
    return part;
  }

  /** Gives {@code entry} each sample that has the band, and returns their number. */
  static int forEach(byte[] part, long band, ObjIntConsumer<Rank> entry) {
    ByteBuffer in = ByteBuffer.wrap(part);
    int count = (int) VarInts.read(in);
    int bands = in.position();
    int passed = 0;
    int found = 0;
    in.position(bands + count * Long.BYTES);
    for (int i = 0; i < count; i++) {
      if (in.getLong(bands + i * Long.BYTES) == band) {
        VarInts.skip(in, (i - passed) * (VarInts.IN_RANK + 1));
        passed = i + 1;
        Rank rank = VarInts.readRank(in);
        entry.accept(rank, (int) VarInts.read(in));
        found++;
      }
    }
    return found;
  }

  /** Adds all bands of a part. */
  static void read(byte[] part, RecentBands into) {
    ByteBuffer in = ByteBuffer.wrap(part);
    int count = (int) VarInts.read(in);
    int bands = in.position();
    in.position(bands + count * Long.BYTES);
    BandEntry entry = null;
    for (int i = 0; i < count; i++) {
      Rank rank = VarInts.readRank(in);
      int shingles = (int) VarInts.read(in);
      // The bands of a sample often follow each other.
      if (entry == null || !entry.rank().equals(rank)) {
        entry = new BandEntry(rank, shingles);
      }
      into.add(in.getLong(bands + i * Long.BYTES), entry);
    }
  }
}
