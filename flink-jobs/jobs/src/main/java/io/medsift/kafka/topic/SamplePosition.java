package io.medsift.kafka.topic;

import java.nio.ByteBuffer;
import java.util.Comparator;

/** Position of a record in a topic that is known: the key by which state knows a sample. */
public record SamplePosition(int partition, long offset) implements Comparable<SamplePosition> {
  /** Length in bytes of a position as {@link #write} writes it. */
  public static final int BYTES = Integer.BYTES + Long.BYTES;

  private static final Comparator<SamplePosition> ORDER =
      Comparator.comparingInt(SamplePosition::partition).thenComparingLong(SamplePosition::offset);

  @Override
  public int compareTo(SamplePosition other) {
    return ORDER.compare(this, other);
  }

  /** Writes {@link #BYTES} bytes, big-endian. */
  public void write(ByteBuffer into) {
    into.putInt(partition).putLong(offset);
  }

  /** Reads what {@link #write} wrote. */
  public static SamplePosition read(ByteBuffer from) {
    return new SamplePosition(from.getInt(), from.getLong());
  }
}
