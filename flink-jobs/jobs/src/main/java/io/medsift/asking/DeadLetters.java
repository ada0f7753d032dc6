package io.medsift.asking;

import static java.util.Objects.requireNonNull;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.curation.read.LogRecord;
import io.medsift.verdict.Position;
import java.io.Serializable;

/**
 * Makes the dead letters of a job that asks a model.
 *
 * @param topic where they go
 * @param read the topic of the records that they are about
 */
public record DeadLetters(String topic, String read, SampleLimits limits) implements Serializable {

  public DeadLetters {
    requireNonNull(topic, "topic is null");
    requireNonNull(read, "read is null");
    requireNonNull(limits, "limits is null");
  }

  /**
   * The dead letter of a record.
   *
   * @param error a sentence for the person who must fix it
   */
  public TopicRecord of(LogRecord record, String error) {
    LogRecord shown = record.within(limits);
    return new TopicRecord(
        topic,
        shown.key(),
        RowCodec.deadLetter(shown.deadLetter(read, error)),
        new Position(read, record.partition(), record.offset()));
  }
}
