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
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
    Map<Integer, Long> held = Map.of(0, 1_000L, 1, 1_000L, 2, 1_000L);
    assertThat(DecidedRows.ends(connection, outputs, "samples", held)).isEmpty();

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
    assertThat(DecidedRows.ends(connection, outputs, "samples", held))
        .isEqualTo(Map.of(0, 499L, 1, 500L, 2, 701L));
    assertThat(
            DecidedRows.ends(connection, outputs, "samples", Map.of(0, 400L, 1, 1_000L, 2, 600L)))
        .as("of an earlier topic of this name")
        .isEqualTo(Map.of(0, 400L, 1, 500L, 2, 498L));
  }

  /** What an aborted transaction leaves takes offsets and shows no row. */
  @Test
  void rowsBeforeAbortedTransactionsAreFound() throws Exception {
    KafkaConnection connection = KafkaConnection.plain(Testbed.broker().bootstrapServers());
    TestTopics topics = TestTopics.of(connection.bootstrapServers());
    topics.create(List.of(accepted));
    topics.send(List.of(row(accepted, 0, "samples", new SamplePosition(0, 7))));
    Map<String, Object> settings = connection.settings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      List<Future<?>> sent = new ArrayList<>();
      for (int offset = 8; offset < 2_000; offset++) {
        sent.add(producer.send(row(accepted, 0, "samples", new SamplePosition(0, offset))));
      }
      for (Future<?> each : sent) {
        each.get();
      }
      producer.abortTransaction();
    }
    assertThat(DecidedRows.ends(connection, List.of(accepted), "samples", Map.of(0, 9_000L)))
        .isEqualTo(Map.of(0, 8L));
  }

  private static ProducerRecord<byte[], byte[]> row(
      String output, int partition, String samples, SamplePosition position) {
    ProducerRecord<byte[], byte[]> row =
        new ProducerRecord<>(output, partition, null, new byte[] {'{', '}'});
    PositionHeader.add(row.headers(), samples, position);
    return row;
  }
}
