package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.PositionHeader;
import io.medsift.verdict.Position;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record to be written to a topic.
 *
 * @param key null for none
 * @param origin of a dead letter, the position of the record that it is about; else null
 * @param index of a dead letter whose question can be asked again, the index of that question among
 *     those of the record; else -1
 * @param round in which the question was asked
 */
public record TopicRecord(
    String topic, byte[] key, byte[] value, Position origin, int index, int round) {

  /** A record that is not a dead letter. */
  public static TopicRecord of(String topic, byte[] key, byte[] value) {
    return new TopicRecord(topic, key, value, null, -1, 0);
  }

  /**
   * Sends each record to its own topic, so that one sink, and one transaction, writes them all. The
   * headers of dead letters name the job that wrote them and the record that they are about.
   */
  static final class Serializer implements KafkaRecordSerializationSchema<TopicRecord> {
    private static final long serialVersionUID = 1L;

    private final String job;

    /** Serializes the records of the job of a command, {@code generate} for example. */
    Serializer(String job) {
      this.job = requireNonNull(job, "job is null");
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        TopicRecord record, KafkaSinkContext context, Long timestamp) {
      ProducerRecord<byte[], byte[]> written =
          new ProducerRecord<>(record.topic(), record.key(), record.value());
      if (record.origin() != null) {
        PositionHeader.add(written.headers(), job, record.origin());
      }
      if (record.index() >= 0) {
        RetryRound.mark(written.headers(), record);
      }
      return written;
    }
  }
}
