package io.medsift.export.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.sample.Turn;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.io.api.Binary;

/**
 * Values of rows as bytes, column by column, row by row, as {@link ValueCursor} reads them. A byte
 * before each value says whether it is there. Grows as it must.
 */
public final class ValueBuffer {
  private static final int INITIAL = 1 << 16;
  private static final byte ABSENT = 0;
  private static final byte THERE = 1;

  private ByteBuffer bytes = ByteBuffer.allocate(INITIAL);

  /** Bytes so far. */
  public int size() {
    return bytes.position();
  }

  /** The bytes of a row, as they are in this buffer. */
  public ByteBuffer slice(int start, int length) {
    return ByteBuffer.wrap(bytes.array(), start, length);
  }

  void text(String text) {
    if (isThere(text)) {
      utf8(text);
    }
  }

  void number(Long number) {
    if (isThere(number)) {
      room(Long.BYTES).putLong(number);
    }
  }

  void decimal(Double decimal) {
    if (isThere(decimal)) {
      room(Double.BYTES).putDouble(decimal);
    }
  }

  void messages(List<Turn> turns) {
    if (isThere(turns)) {
      room(Integer.BYTES).putInt(turns.size());
      for (Turn turn : turns) {
        utf8(turn.content());
        utf8(turn.role());
      }
    }
  }

  private boolean isThere(Object value) {
    room(Byte.BYTES).put(value == null ? ABSENT : THERE);
    return value != null;
  }

  private void utf8(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
  }

  private ByteBuffer room(int length) {
    if (bytes.remaining() < length) {
      int capacity = Math.max(2 * bytes.capacity(), bytes.position() + length);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }

  /**
   * Goes over the values of a row, column by column, and adds up their size. Of each column {@link
   * #next()} is asked, and where a value is there, it is read as the type of the column says.
   */
  public static final class ValueCursor {
    private static final int LENGTH_BYTES = 4;
    private static final int NUMBER_BYTES = 8;

    private final ByteBuffer bytes;
    private long size;

    /** A cursor before the first value of {@code bytes}, which lie in an array. */
    public ValueCursor(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    /** Returns true if the next column has a value. */
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

    /** Returns the number of turns; of each, content and role come next as texts. */
    public int turns() {
      size += LENGTH_BYTES;
      return bytes.getInt();
    }

    /** The size of what was read, about as the library of the Hub counts it in memory. */
    public long size() {
      return size;
    }
  }
}
