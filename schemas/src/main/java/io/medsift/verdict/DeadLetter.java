package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A record that is not a sample. The mirror of {@code dead-letters.schema.json}.
 *
 * @param error a sentence for the person who must mend it
 * @param raw the original bytes as text; null where they stand in {@code rawBase64} and where the
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
}
