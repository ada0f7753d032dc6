package io.medsift.cli.topic;

import io.medsift.cli.output.RowPosition;
import io.medsift.curation.read.SamplePosition;
import io.medsift.curation.write.PositionHeader;
import io.medsift.verdict.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes of a row the position of its sample: from the header, without a look at the row, or, where
 * an earlier version of the job wrote none, from the row.
 */
public final class PositionDeserializer implements Deserializer<SamplePosition> {
  /** The same of a row that was read with its value. */
  public static SamplePosition of(ConsumerRecord<?, byte[]> row) {
    return PositionHeader.read(row.headers()).orElseGet(() -> parse(row.topic(), row.value()));
  }

  private static SamplePosition parse(String topic, byte[] data) {
    try {
      Position position = RowPosition.read(data);
      return new SamplePosition(position.partition(), position.offset());
    } catch (IOException e) {
      throw new SerializationException(
          "a record of topic " + topic + " is no row of Medsift: " + e.getMessage(), e);
    }
  }

  @Override
  public SamplePosition deserialize(String topic, byte[] data) {
    return parse(topic, data);
  }

  @Override
  public SamplePosition deserialize(String topic, Headers headers, ByteBuffer data) {
    return PositionHeader.read(headers)
        .orElseGet(() -> parse(topic, data == null ? new byte[0] : Utils.toArray(data)));
  }
}
