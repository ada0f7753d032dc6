package io.medsift.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record that is not a sample. The mirror of {@code dead-letters.schema.json}.
 *
 * @param error a sentence for the person who must fix it
 * @param raw the original bytes as text; null where they are in {@code rawBase64} and where the
 *     record was a tombstone
 * @param rawBase64 the original bytes where they are not UTF-8, or where escaping them as text
 *     would more than double them; else null
 * @param key the record key as text, null where it had none
 * @param headers record headers as text, the last of a name wins
 */
public record DeadLetter(
    String error,
    Position position,
    long timestamp,
    String raw,
    String rawBase64,
    String key,
    Map<String, String> headers) {
  public DeadLetter {
    requireNonNull(error, "error is null");
    requireNonNull(position, "position is null");
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    if (raw != null && rawBase64 != null) {
      throw new IllegalArgumentException("a dead letter has raw or raw_base64, not both");
    }
  }

  /**
   * The letter of one record. A key or header that is not UTF-8 becomes {@code base64:} and its
   * Base64; one without a value becomes the empty text.
   *
   * @param key null where the record had none
   * @param value null for a tombstone
   */
  public static DeadLetter of(
      String error,
      Position position,
      long timestamp,
      byte[] key,
      byte[] value,
      Map<String, byte[]> headers) {
    String raw = value == null ? null : RawBytes.compactText(value).orElse(null);
    return new DeadLetter(
        error,
        position,
        timestamp,
        raw,
        value == null || raw != null ? null : RawBytes.base64(value),
        key == null ? null : RawBytes.label(key),
        RawBytes.labels(headers));
  }

  /** The bytes of a record as JSON can carry them, without loss. */
  static final class RawBytes {
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
}
