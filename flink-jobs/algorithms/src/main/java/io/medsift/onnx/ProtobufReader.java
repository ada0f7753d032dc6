package io.medsift.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a protobuf message field by field. */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;
  private static final int MAX_SHIFT = 63;

  private final byte[] array;
  private final int end;
  private int position;

  /**
   * A field.
   *
   * @param number of the value, if it is one; 0 otherwise
   * @param bytes of the value, if it is text, bytes, a message or fixed; null otherwise
   */
  record Field(int field, long number, Bytes bytes) {}

  private ProtobufReader(Bytes message) {
    array = message.array();
    position = message.offset();
    end = message.offset() + message.length();
  }

  /**
   * All fields in their order.
   *
   * @throws IOException when the bytes are not a message
   */
  static List<Field> fields(Bytes message) throws IOException {
    ProtobufReader reader = new ProtobufReader(message);
    List<Field> fields = new ArrayList<>();
    while (reader.position < reader.end) {
      fields.add(reader.next());
    }
    return fields;
  }

  /** The numbers of a packed field. */
  static List<Long> packed(Bytes numbers) throws IOException {
    ProtobufReader reader = new ProtobufReader(numbers);
    List<Long> values = new ArrayList<>();
    while (reader.position < reader.end) {
      values.add(reader.varint());
    }
    return values;
  }

  private Field next() throws IOException {
    long tag = varint();
    int field = (int) (tag >>> 3);
    return switch ((int) (tag & 7)) {
      case VARINT -> new Field(field, varint(), null);
      case FIXED_64 -> new Field(field, 0, take(Long.BYTES));
      case LENGTH_DELIMITED -> new Field(field, 0, take(varint()));
      case FIXED_32 -> new Field(field, 0, take(Integer.BYTES));
      default -> throw new IOException("a field of wire type " + (tag & 7));
    };
  }

  private Bytes take(long length) throws IOException {
    if (length < 0 || length > end - position) {
      throw new IOException(
          "a field of " + length + " bytes where " + (end - position) + " remain");
    }
    Bytes bytes = new Bytes(array, position, (int) length);
    position += (int) length;
    return bytes;
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      if (position == end) {
        break;
      }
      byte next = array[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("a number that does not end");
  }
}
