package io.medsift.verdict;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A record that is not a sample. The mirror of {@code dead-letters.schema.json}.
 *
 * @param error a sentence for the person who must mend it
 * @param raw the original bytes as text, null where they are not UTF-8 or the record was a
 *     tombstone
 * @param rawBase64 the original bytes where they are not UTF-8
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
  }
}
