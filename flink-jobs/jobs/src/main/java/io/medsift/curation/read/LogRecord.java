package io.medsift.curation.read;

import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.util.Map;

/**
 * One record of the topic as the broker gave it.
 *
 * @param timestamp broker timestamp, milliseconds since the epoch
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param heartbeat whether this is a control record that only moves time
 */
public record LogRecord(
    int partition,
    long offset,
    long timestamp,
    byte[] key,
    byte[] value,
    Map<String, byte[]> headers,
    boolean heartbeat) {

  /**
   * The dead letter of a record of {@code topic}.
   *
   * @param error a sentence for the person who must mend it
   */
  public DeadLetter deadLetter(String topic, String error) {
    return DeadLetter.of(
        error, new Position(topic, partition, offset), timestamp, key, value, headers);
  }
}
