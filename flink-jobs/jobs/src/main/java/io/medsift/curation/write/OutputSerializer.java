package io.medsift.curation.write;

import io.medsift.curation.gate.OutputRecord;
import io.medsift.kafka.topic.PositionHeader;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Routes rows to topics, each with its sample's position in its headers. One sink writes all, so
 * that a verdict is never half visible.
 */
public final class OutputSerializer implements KafkaRecordSerializationSchema<OutputRecord> {
  private static final long serialVersionUID = 1L;

  private final CurationTopics topics;

  /** Routes to the topics of a run. */
  public OutputSerializer(CurationTopics topics) {
    this.topics = topics;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutputRecord row, KafkaSinkContext context, Long timestamp) {
    String topic =
        switch (row.kind()) {
          case ACCEPTED -> topics.accepted();
          case REJECTED -> topics.rejected();
          case DEAD_LETTER -> topics.deadLetters();
          case PROMPT -> topics.promptsDecided();
          case CANDIDATE, OF_ANOTHER_RUN ->
              throw new IllegalStateException("this is not written: " + row);
        };
    ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(topic, row.key(), row.value());
    PositionHeader.add(written.headers(), topics.samples(), row.position());
    return written;
  }
}
