package io.medsift.recheck;

import io.medsift.codec.RevisionCodec;
import io.medsift.verdict.Revision;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A revision as a record of its topic. */
public record WrittenRevision(byte[] key, byte[] value) {
  static WrittenRevision of(Revision revision) {
    return new WrittenRevision(
        RevisionCodec.key(revision.position()), RevisionCodec.write(revision));
  }

  /** Writes to a topic. */
  record Serializer(String topic) implements KafkaRecordSerializationSchema<WrittenRevision> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        WrittenRevision revision, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic, revision.key(), revision.value());
    }
  }
}
