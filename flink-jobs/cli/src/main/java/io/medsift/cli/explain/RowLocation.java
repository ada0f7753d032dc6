package io.medsift.cli.explain;

import io.medsift.cli.output.OutputTopic;
import java.nio.ByteBuffer;

/** Where a row stands in the topics that the job writes. */
record RowLocation(OutputTopic output, int partition, long offset) {
  /** Length in bytes of a location as the index holds it. */
  static final int LENGTH = 1 + Integer.BYTES + Long.BYTES;

  void write(ByteBuffer into) {
    into.put(code(output)).putInt(partition).putLong(offset);
  }

  static RowLocation read(ByteBuffer from) {
    return new RowLocation(output(from.get()), from.getInt(), from.getLong());
  }

  /** The letter that stands for an output in the index; never changes. */
  static byte code(OutputTopic output) {
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
