package io.medsift.curation.gate;

import io.medsift.kafka.topic.SamplePosition;

/**
 * A record ready to be written.
 *
 * @param position of the sample that it decides on
 * @param key null where it has none
 */
public record OutputRecord(Kind kind, SamplePosition position, byte[] key, byte[] value) {
  /** The topics that the job writes. */
  public enum Kind {
    ACCEPTED,
    REJECTED,
    DEAD_LETTER
  }
}
