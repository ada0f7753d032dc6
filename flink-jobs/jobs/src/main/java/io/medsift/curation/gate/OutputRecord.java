package io.medsift.curation.gate;

import io.medsift.kafka.topic.SamplePosition;

/**
 * A record ready to be written.
 *
 * @param position of the sample that it decides on; of the last response where it decides on a
 *     prompt
 * @param key null where it has none
 * @param value null for a candidate, which is not written
 * @param response for the gates that look at all responses to a prompt; null where none does
 */
public record OutputRecord(
    Kind kind, SamplePosition position, byte[] key, byte[] value, PromptResponse response) {
  /** The topics that the job writes. */
  public enum Kind {
    ACCEPTED,
    REJECTED,
    DEAD_LETTER,
    /** A prompt. */
    PROMPT,
    /** No row: a sample that passed the gates that look at one, and waits for its prompt. */
    CANDIDATE
  }

  /** A record of a sample that no gate looks at together with others. */
  public OutputRecord(Kind kind, SamplePosition position, byte[] key, byte[] value) {
    this(kind, position, key, value, null);
  }

  /** The same, of one of the responses to a prompt. */
  public OutputRecord of(PromptResponse other) {
    return new OutputRecord(kind, position, key, value, other);
  }
}
