package io.medsift.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bytes of a record as JSON can carry them, without loss. */
final class RawBytes {
  private RawBytes() {}

  /** The bytes as text, if they are UTF-8 and escaping them does not more than double them. */
  static Optional<String> compactText(byte[] bytes) {
    return escapedLength(bytes) > 2L * bytes.length ? Optional.empty() : text(bytes);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The bytes as text, or as marked Base64 where they are not UTF-8. */
  static String label(byte[] bytes) {
    return text(bytes).orElseGet(() -> "base64:" + base64(bytes));
  }

  static Map<String, String> labels(Map<String, byte[]> headers) {
    Map<String, String> labels = new HashMap<>();
    headers.forEach((name, value) -> labels.put(name, value == null ? "" : label(value)));
    return labels;
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static long escapedLength(byte[] bytes) {
    long length = bytes.length;
    for (byte b : bytes) {
      if (b == '"' || b == '\\' || (b >= '\b' && b <= '\r' && b != 0x0b)) {
        length += 1;
      } else if (b >= 0 && b < ' ') {
        length += 5;
      }
    }
    return length;
  }
}
