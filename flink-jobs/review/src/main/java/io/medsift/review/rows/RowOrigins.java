package io.medsift.review.rows;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes of a record of an output the record that it is about: from its headers, without a look at
 * the row, or, where an earlier version wrote none of them, from the row. Never fails: what is no
 * row is {@link RowOrigin.Unknown}.
 */
public final class RowOrigins implements Deserializer<RowOrigin> {
  private static final RowOrigin TOMBSTONE = new RowOrigin.Unknown("it has no value");

  private final OutputTopic output;
  private final String samples;

  /**
   * Those of an output.
   *
   * @param samples name of the topic of samples
   */
  public RowOrigins(OutputTopic output, String samples) {
    this.output = requireNonNull(output, "output is null");
    this.samples = requireNonNull(samples, "samples is null");
  }

  /** That of a record which was read with this; a record without a value is read as null. */
  public static RowOrigin given(ConsumerRecord<?, RowOrigin> row) {
    return row.value() == null ? TOMBSTONE : row.value();
  }

  /** That of a record which was read with its value. */
  public RowOrigin of(ConsumerRecord<?, byte[]> row) {
    return row.value() == null ? TOMBSTONE : of(row.headers(), row::value);
  }

  @Override
  public RowOrigin deserialize(String topic, byte[] data) {
    return data == null ? TOMBSTONE : of(new RecordHeaders(), () -> data);
  }

  @Override
  public RowOrigin deserialize(String topic, Headers headers, ByteBuffer data) {
    return data == null ? TOMBSTONE : of(headers, () -> Utils.toArray(data));
  }

  private RowOrigin of(Headers headers, Supplier<byte[]> row) {
    Optional<SamplePosition> position = PositionHeader.read(headers);
    if (position.isEmpty()) {
      return inRow(row.get());
    }
    Optional<String> topic = PositionHeader.topic(headers);
    if (topic.isPresent()) {
      return at(topic.get(), position.get(), PositionHeader.job(headers).isPresent());
    }
    RowOrigin sample = new RowOrigin.Sample(position.get());
    if (output != OutputTopic.DEAD_LETTERS) {
      return sample;
    }
    // Not only the job of samples writes dead letters; those without the topic are few and old.
    RowOrigin inRow = inRow(row.get());
    return inRow instanceof RowOrigin.Other ? inRow : sample;
  }

  private RowOrigin inRow(byte[] row) {
    try {
      Position position = RowPosition.read(row);
      return at(
          position.topic(), new SamplePosition(position.partition(), position.offset()), false);
    } catch (IOException e) {
      return new RowOrigin.Unknown(e.getMessage());
    }
  }

  private RowOrigin at(String topic, SamplePosition position, boolean ofAnotherJob) {
    return topic.equals(samples) && !ofAnotherJob
        ? new RowOrigin.Sample(position)
        : new RowOrigin.Other(new Position(topic, position.partition(), position.offset()));
  }
}
