package io.medsift.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Part of an array, which is not copied. */
public record Bytes(byte[] array, int offset, int length) {

  static Bytes of(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  String text() {
    return new String(array, offset, length, UTF_8);
  }

  /** The content, in the byte order of ONNX. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(array, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
