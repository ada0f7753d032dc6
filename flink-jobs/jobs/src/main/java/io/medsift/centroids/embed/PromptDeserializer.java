package io.medsift.centroids.embed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes prompts out of records, and drops those of parts that are finished. */
final class PromptDeserializer implements KafkaRecordDeserializationSchema<PromptRow> {
  private static final long serialVersionUID = 1L;

  private final PromptParser parser;
  private final BitSet finished;

  PromptDeserializer(PromptParser parser, BitSet finished) {
    this.parser = parser;
    this.finished = finished;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PromptRow> out)
      throws IOException {
    if (record.value() == null) {
      return;
    }
    PromptRow row =
        parser.parse(
            new String(record.value(), StandardCharsets.UTF_8),
            String.format(
                Locale.ROOT,
                "topic %s partition %d offset %d",
                record.topic(),
                record.partition(),
                record.offset()));
    if (row != null && !finished.get(row.part())) {
      out.collect(row);
    }
  }

  @Override
  public TypeInformation<PromptRow> getProducedType() {
    return TypeInformation.of(PromptRow.class);
  }
}
