package io.medsift.topic;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends each record to its own topic, so that one sink, and one transaction, writes them all. */
public final class TopicRecordSerializer implements KafkaRecordSerializationSchema<TopicRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TopicRecord record, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(record.topic(), record.key(), record.value());
  }
}
