package io.medsift.review.rows;

import java.nio.ByteBuffer;

/** Location of a row in the topics that the job writes. */
public record RowLocation(OutputTopic output, int partition, long offset) {
  /** Length in bytes of a location as it is written. */
  public static final int LENGTH = 1 + Integer.BYTES + Long.BYTES;

  private static final int OUTPUT_SHIFT = 60;
  private static final int PARTITION_SHIFT = 44;
  private static final long MAX_OFFSETS = 1L << PARTITION_SHIFT;
  private static final int MAX_PARTITIONS = 1 << (OUTPUT_SHIFT - PARTITION_SHIFT);

  /** The location as one number: outputs of up to 65,536 partitions of 2^44 offsets. */
  public long pack() {
    if (partition >= MAX_PARTITIONS || offset >= MAX_OFFSETS) {
      throw new IllegalStateException("a location does not fit into 64 bits: " + this);
    }
    long which =
        switch (output) {
          case ACCEPTED -> 1;
          case REJECTED -> 2;
          case DEAD_LETTERS -> 3;
        };
    return which << OUTPUT_SHIFT | (long) partition << PARTITION_SHIFT | offset;
  }

  /** The location that {@link #pack()} made a number of. */
  public static RowLocation unpack(long packed) {
    OutputTopic output =
        switch ((int) (packed >>> OUTPUT_SHIFT)) {
          case 1 -> OutputTopic.ACCEPTED;
          case 2 -> OutputTopic.REJECTED;
          default -> OutputTopic.DEAD_LETTERS;
        };
    return new RowLocation(
        output,
        (int) (packed >>> PARTITION_SHIFT) & (MAX_PARTITIONS - 1),
        packed & (MAX_OFFSETS - 1));
  }

  /** Writes {@link #LENGTH} bytes. */
  public void write(ByteBuffer into) {
    into.put(code(output)).putInt(partition).putLong(offset);
  }

  /** Reads what {@link #write} wrote. */
  public static RowLocation read(ByteBuffer from) {
    return new RowLocation(output(from.get()), from.getInt(), from.getLong());
  }

  /** The letter that stands for an output in the index; never changes. */
  public static byte code(OutputTopic output) {
    return switch (output) {
      case ACCEPTED -> 'a';
      case REJECTED -> 'r';
      case DEAD_LETTERS -> 'd';
    };
  }

  private static OutputTopic output(byte code) {
    for (OutputTopic output : OutputTopic.values()) {
      if (code(output) == code) {
        return output;
      }
    }
    throw new IllegalStateException("the index names an unknown output: " + code);
  }
}
