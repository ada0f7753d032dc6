package io.medsift.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.embedded.Testbed;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.recovery.DecidedRows;
import io.medsift.recovery.LostSamples;
import io.medsift.verdict.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What the outputs of a run say about how far it was. */
class DecidedRowsTest {
  private final String name = Testbed.name("decided");
  private final String accepted = name + "-accepted";
  private final String deadLetters = name + "-dead-letters";

  @Test
  void theLastRowsSayHowFarTheSamplesAreDecided() throws Exception {
    KafkaConnection connection = KafkaConnection.plain(Testbed.broker().bootstrapServers());
    TestTopics topics = TestTopics.of(connection.bootstrapServers());
    topics.create(accepted, 2, Map.of());
    topics.create(List.of(deadLetters));
    List<String> outputs = List.of(accepted, name + "-that-is-made-later", deadLetters);
    assertThat(DecidedRows.ends(connection, outputs, "samples")).isEmpty();

    List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
    for (int offset = 0; offset < 500; offset++) {
      rows.add(row(accepted, offset % 2, "samples", new SamplePosition(offset % 3, offset)));
    }
    rows.add(row(accepted, 0, "other-samples", new SamplePosition(0, 9_000)));
    rows.add(row(deadLetters, 0, "samples", new SamplePosition(2, 700)));
    ProducerRecord<byte[], byte[]> ofAnnotate = new ProducerRecord<>(deadLetters, new byte[0]);
    PositionHeader.add(ofAnnotate.headers(), "annotate", new Position("samples", 0, 8_000));
    rows.add(ofAnnotate);
    rows.add(new LostSamples("samples", 1, 900, 999).record(deadLetters, "run", Instant.EPOCH));
    rows.add(new ProducerRecord<>(deadLetters, new byte[0]));
    topics.send(rows);
    assertThat(DecidedRows.ends(connection, outputs, "samples"))
        .isEqualTo(Map.of(0, 499L, 1, 500L, 2, 701L));
  }

  private static ProducerRecord<byte[], byte[]> row(
      String output, int partition, String samples, SamplePosition position) {
    ProducerRecord<byte[], byte[]> row =
        new ProducerRecord<>(output, partition, null, new byte[] {'{', '}'});
    PositionHeader.add(row.headers(), samples, position);
    return row;
  }
}
