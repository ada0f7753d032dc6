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

/** The record that a record of the outputs is about. */
public sealed interface RowOrigin {

  /** A record of the topic of samples, decided by the curation job: the row is its verdict. */
  record Sample(SamplePosition position) implements RowOrigin {
    public Sample {
      requireNonNull(position, "position is null");
    }
  }

  /** A record of another topic, or one that another job wrote about: no verdict on a sample. */
  record Other(Position position) implements RowOrigin {
    public Other {
      requireNonNull(position, "position is null");
    }
  }

  /**
   * No record that can be known: this is not a row of Medsift.
   *
   * @param problem what is wrong with it, a clause whose subject is the record
   */
  record Unknown(String problem) implements RowOrigin {
    public Unknown {
      requireNonNull(problem, "problem is null");
    }
  }

  /**
   * Reads the origin of a record from its headers, without a look at the value; or from the value,
   * if an earlier version wrote no headers. Never fails: what is not a row is {@link Unknown}.
   */
  final class Reader implements Deserializer<RowOrigin> {
    private static final RowOrigin TOMBSTONE = new Unknown("it has no value");

    private final OutputTopic output;
    private final String samples;

    /**
     * Reads the origins of an output.
     *
     * @param samples name of the topic of samples
     */
    public Reader(OutputTopic output, String samples) {
      this.output = requireNonNull(output, "output is null");
      this.samples = requireNonNull(samples, "samples is null");
    }

    /** Returns the origin of a record that was deserialized by this class, tombstones included. */
    public static RowOrigin of(ConsumerRecord<?, RowOrigin> row) {
      return row.value() == null ? TOMBSTONE : row.value();
    }

    /** Reads the origin of a record. */
    public RowOrigin read(ConsumerRecord<?, byte[]> row) {
      return row.value() == null ? TOMBSTONE : read(row.headers(), row::value);
    }

    @Override
    public RowOrigin deserialize(String topic, byte[] data) {
      return data == null ? TOMBSTONE : read(new RecordHeaders(), () -> data);
    }

    @Override
    public RowOrigin deserialize(String topic, Headers headers, ByteBuffer data) {
      return data == null ? TOMBSTONE : read(headers, () -> Utils.toArray(data));
    }

    private RowOrigin read(Headers headers, Supplier<byte[]> row) {
      Optional<SamplePosition> position = PositionHeader.read(headers);
      if (position.isEmpty()) {
        return inRow(row.get());
      }
      Optional<String> topic = PositionHeader.topic(headers);
      if (topic.isPresent()) {
        return at(topic.get(), position.get(), PositionHeader.job(headers).isPresent());
      }
      RowOrigin sample = new Sample(position.get());
      if (output != OutputTopic.DEAD_LETTERS) {
        return sample;
      }
      // Not only the curation job writes dead letters; those without the topic are few and old.
      RowOrigin inRow = inRow(row.get());
      return inRow instanceof Other ? inRow : sample;
    }

    private RowOrigin inRow(byte[] row) {
      try {
        Position position = RowPosition.read(row);
        return at(
            position.topic(), new SamplePosition(position.partition(), position.offset()), false);
      } catch (IOException e) {
        return new Unknown(e.getMessage());
      }
    }

    private RowOrigin at(String topic, SamplePosition position, boolean ofAnotherJob) {
      return topic.equals(samples) && !ofAnotherJob
          ? new Sample(position)
          : new Other(new Position(topic, position.partition(), position.offset()));
    }
  }
}
