package io.medsift.curation.gate;

import io.medsift.kafka.topic.SamplePosition;

/**
 * A record ready to be written.
 *
 * @param position of the sample that it decides on; of the last response where it decides on a
 *     prompt
 * @param key null where it has none
 * @param value null where nothing is written
 * @param response for the gates that look at all responses to a prompt; null where none does
 * @param balanced a candidate that is to be counted; null where it waits for its prompt
 */
public record OutputRecord(
    Kind kind,
    SamplePosition position,
    byte[] key,
    byte[] value,
    PromptResponse response,
    BalancedSample balanced) {
  /** The topics that the job writes. */
  public enum Kind {
    ACCEPTED,
    REJECTED,
    DEAD_LETTER,
    /** A prompt. */
    PROMPT,
    /** No row: a sample that waits for its prompt, or to be counted with others. */
    CANDIDATE,
    /** No row: a sample that waited in the state of another run, whose rows have it. */
    OF_ANOTHER_RUN;

    /** Returns whether it is the row of a sample that is accepted or rejected. */
    public boolean isVerdict() {
      return this == ACCEPTED || this == REJECTED;
    }
  }

  /** A record of a sample that no gate looks at together with others. */
  public OutputRecord(Kind kind, SamplePosition position, byte[] key, byte[] value) {
    this(kind, position, key, value, null, null);
  }

  /** A sample that passed all other gates and is to be counted. */
  static OutputRecord of(BalancedSample sample) {
    return new OutputRecord(
        Kind.CANDIDATE, sample.envelope().rank().position(), null, null, null, sample);
  }

  /** The same, of one of the responses to a prompt. */
  public OutputRecord of(PromptResponse other) {
    return new OutputRecord(kind, position, key, value, other, balanced);
  }
}
