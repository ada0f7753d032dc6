package io.medsift.llm.stage;

import static java.util.Objects.requireNonNull;

import io.medsift.kafka.topic.PositionHeader;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends each record to its own topic, so that one sink, and one transaction, writes them all. Dead
 * letters say in their headers which job wrote them and which record they are about.
 */
public final class TopicRecordSerializer implements KafkaRecordSerializationSchema<TopicRecord> {
  private static final long serialVersionUID = 1L;

  private final String job;

  /** Writes the records of the job of a command, {@code generate} for example. */
  public TopicRecordSerializer(String job) {
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
