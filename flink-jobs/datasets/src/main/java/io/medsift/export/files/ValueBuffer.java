package io.medsift.export.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.medsift.sample.Turn;
import java.nio.ByteBuffer;
import java.util.List;

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

  /** The bytes of a row, as they lie in here. */
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
}
