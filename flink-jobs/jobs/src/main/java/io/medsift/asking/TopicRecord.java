package io.medsift.asking;

import io.medsift.verdict.Position;

/**
 * A record ready to be written to a topic.
 *
 * @param key null where it has none
 * @param origin of a dead letter, the position of the record that it is about; null of all else
 */
public record TopicRecord(String topic, byte[] key, byte[] value, Position origin) {

  /** A record that is no dead letter. */
  public static TopicRecord of(String topic, byte[] key, byte[] value) {
    return new TopicRecord(topic, key, value, null);
  }
}
