package io.medsift.curation.state;

import io.medsift.kafka.topic.SamplePosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Place of a sample in the total order by which all comparisons go: a pure function of the log.
 *
 * @param time broker timestamp, raised to the highest that its partition had before
 * @param partition of the topic of samples
 * @param offset in that partition
 */
public record Rank(long time, int partition, long offset) implements Comparable<Rank> {
  /** Length in bytes of a rank as {@link #write} writes it. */
  public static final int BYTES = Long.BYTES + SamplePosition.BYTES;

  @Override
  public int compareTo(Rank other) {
    int byTime = Long.compare(time, other.time);
    int byPartition = byTime != 0 ? byTime : Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
  }

  /** The part that never changes: a late record has another time when it is read again. */
  public SamplePosition position() {
    return new SamplePosition(partition, offset);
  }

  /** Writes {@link #BYTES} bytes: the time, then the position. */
  public void write(ByteBuffer into) {
    into.putLong(time);
    position().write(into);
  }

  /** Reads what {@link #write} wrote. */
  public static Rank read(ByteBuffer from) {
    long time = from.getLong();
    SamplePosition position = SamplePosition.read(from);
    return new Rank(time, position.partition(), position.offset());
  }

  /** Writes ranks back to back. */
  public static byte[] pack(Collection<Rank> ranks) {
    ByteBuffer packed = ByteBuffer.allocate(ranks.size() * BYTES);
    ranks.forEach(rank -> rank.write(packed));
    return packed.array();
  }

  /** Reads what {@link #pack} wrote. */
  public static List<Rank> unpack(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    List<Rank> ranks = new ArrayList<>(packed.length / BYTES);
    while (bytes.hasRemaining()) {
      ranks.add(read(bytes));
    }
    return ranks;
  }
}
