package io.medsift.llm.stage;

import io.medsift.verdict.Position;

/**
 * A record ready to be written to a topic.
 *
 * @param key null where it has none
 * @param origin of a dead letter, the position of the record that it is about; null of all else
 * @param index of a dead letter whose question can be asked again, that of the question among those
 *     of the record; -1 of all else
 * @param round in which the question was asked
 */
public record TopicRecord(
    String topic, byte[] key, byte[] value, Position origin, int index, int round) {

  /** A record that is no dead letter. */
  public static TopicRecord of(String topic, byte[] key, byte[] value) {
    return new TopicRecord(topic, key, value, null, -1, 0);
  }
}
