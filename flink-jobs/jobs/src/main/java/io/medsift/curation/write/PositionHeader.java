package io.medsift.curation.write;

import io.medsift.curation.read.SamplePosition;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The position of a row's sample as a record header, so that who counts rows need not read them.
 * Its value is the partition in four bytes and the offset in eight, both big-endian. Records of the
 * first version of the job have none.
 */
public final class PositionHeader {
  /** Name of the header. */
  public static final String NAME = "medsift-position";

  private static final int LENGTH = Integer.BYTES + Long.BYTES;

  private PositionHeader() {}

  /** Adds the header. */
  public static void add(Headers headers, SamplePosition position) {
    byte[] value =
        ByteBuffer.allocate(LENGTH).putInt(position.partition()).putLong(position.offset()).array();
    headers.add(NAME, value);
  }

  /** The position in the header; empty where there is none, or none of this form. */
  public static Optional<SamplePosition> read(Headers headers) {
    Header header = headers.lastHeader(NAME);
    if (header == null || header.value() == null || header.value().length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer value = ByteBuffer.wrap(header.value());
    return Optional.of(new SamplePosition(value.getInt(), value.getLong()));
  }
}
