package io.medsift.export.files;

import java.nio.ByteBuffer;
import org.apache.parquet.io.api.Binary;

/**
 * Goes over the values of a row, column by column, and adds up their size. Of each column {@link
 * #next()} is asked, and where a value is there, it is read as the type of the column says.
 */
public final class ValueCursor {
  private static final int LENGTH_BYTES = 4;
  private static final int NUMBER_BYTES = 8;

  private final ByteBuffer bytes;
  private long size;

  /** A cursor before the first value of {@code bytes}, which lie in an array. */
  public ValueCursor(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Whether the next column has a value. */
  public boolean next() {
    return bytes.get() != 0;
  }

  /** A text, valid until the bytes change. */
  public Binary text() {
    int length = bytes.getInt();
    int start = bytes.position();
    bytes.position(start + length);
    size += LENGTH_BYTES + length;
    return Binary.fromReusedByteArray(bytes.array(), bytes.arrayOffset() + start, length);
  }

  /** A whole number. */
  public long number() {
    size += NUMBER_BYTES;
    return bytes.getLong();
  }

  /** A number with a fraction. */
  public double decimal() {
    size += NUMBER_BYTES;
    return bytes.getDouble();
  }

  /** How many turns there are; of each, content and role come next as texts. */
  public int turns() {
    size += LENGTH_BYTES;
    return bytes.getInt();
  }

  /** The size of what was read, about as the library of the Hub counts it in memory. */
  public long size() {
    return size;
  }
}
