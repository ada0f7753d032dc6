package io.medsift.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the few protobuf wire types that an ONNX model needs. What is large is not copied before
 * {@link #toByteArray}, so it must not change until then.
 */
public final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;
  private static final int LARGE = 1 << 12;

  private final List<Bytes> written = new ArrayList<>();
  private long size;
  private ByteArrayOutputStream last = new ByteArrayOutputStream(64);

  /** A field of type int32, int64, uint or enum. */
  public ProtobufWriter number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /** A field of type float. */
  public ProtobufWriter fixed(int field, float value) {
    tag(field, FIXED_32);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      last.write(bits >>> shift);
    }
    return this;
  }

  public ProtobufWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  public ProtobufWriter bytes(int field, byte[] value) {
    return bytes(field, Bytes.of(value));
  }

  /** A field of bytes, or a message that is serialised already. */
  public ProtobufWriter bytes(int field, Bytes value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length());
    add(value);
    return this;
  }

  /** A message, which must be complete. */
  public ProtobufWriter message(int field, ProtobufWriter value) {
    value.finish();
    tag(field, LENGTH_DELIMITED);
    varint(value.size);
    value.written.forEach(this::add);
    return this;
  }

  /**
   * Everything that was written.
   *
   * @throws ArithmeticException when it does not fit into an array
   */
  public byte[] toByteArray() {
    finish();
    byte[] all = new byte[Math.toIntExact(size)];
    int end = 0;
    for (Bytes part : written) {
      System.arraycopy(part.array(), part.offset(), all, end, part.length());
      end += part.length();
    }
    return all;
  }

  private void add(Bytes value) {
    if (value.length() < LARGE) {
      last.write(value.array(), value.offset(), value.length());
    } else {
      finish();
      written.add(value);
      size += value.length();
    }
  }

  private void finish() {
    if (last.size() > 0) {
      Bytes bytes = Bytes.of(last.toByteArray());
      last = new ByteArrayOutputStream(64);
      written.add(bytes);
      size += bytes.length();
    }
  }

  private void tag(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      last.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    last.write((int) rest);
  }
}
