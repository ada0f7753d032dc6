package io.medsift.integration.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.embedded.Testbed;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.MedsiftProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IngestITCase {
  private static final int ROWS = Testbed.scaled(30_000);
  private static final int BROKEN_EVERY = 1_000;
  private static final int KILLS = Math.min(2, Testbed.scaled(1));
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void startBroker() throws IOException {
    broker = Testbed.broker();
  }

  /** Seeds of kills. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Testbed.scaled(1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void writesEachRowOnceThroughKills(long seed) throws Exception {
    Random random = new Random(seed);
    String topic = Testbed.name("ingest-killed");
    Path file = rows("rows.jsonl", seed, ROWS);
    List<String> ingest = ingest(file, topic);
    long written = 0;
    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long threshold = written + 1 + random.nextInt(ROWS / (KILLS + 1));
      MedsiftProcess process = MedsiftProcess.start(folder, ingest);
      try (KafkaConsumer<byte[], byte[]> consumer = topics().consumer("read_uncommitted")) {
        while (process.isAlive() && end(consumer, topic) < threshold) {
          Thread.sleep(2);
        }
        killed += process.killedBeforeItsEnd() ? 1 : 0;
        written = end(consumer, topic);
      }
    }
    assertThat(killed).isEqualTo(KILLS);

    assertThat(finish(ingest)).isZero();
    assertOnce(topic, seed);

    Path copy = Files.copy(file, folder.resolve("copy"));
    assertThat(finish(ingest(copy, topic))).isZero();
    assertOnce(topic, seed);
  }

  @Test
  void refusesToGoOnInAnotherWay() throws Exception {
    Path file = rows("half.jsonl", 99, 1_000);
    String topic = Testbed.name("ingest-half");
    assertThat(finish(ingest(file, topic, "--limit", "500"))).isZero();
    assertThat(topics().values(topic)).hasSize(499);
    assertThat(finish(ingest(file, topic, "--limit", "500"))).isZero();
    assertThat(topics().values(topic)).hasSize(499);
    assertThat(finish(ingest(file, topic, "--limit", "700", "--sample", "0.5"))).isEqualTo(1);
    assertThat(finish(ingest(file, topic, "--limit", "700"))).isZero();
    assertThat(topics().values(topic)).hasSize(699);
  }

  private void assertOnce(String topic, long seed) throws IOException {
    Map<String, Integer> times = new HashMap<>();
    for (byte[] record : topics().values(topic)) {
      times.merge(JSON.readTree(record).get("id").textValue(), 1, Integer::sum);
    }
    assertThat(times).hasSize(ROWS - ROWS / BROKEN_EVERY);
    assertThat(times.values()).allMatch(count -> count == 1);
    for (int row = 0; row < ROWS; row++) {
      assertThat(times.containsKey("own:" + seed + "-" + row)).isEqualTo(row % BROKEN_EVERY != 0);
    }
    List<Long> broken = new ArrayList<>();
    for (String line : Files.readAllLines(unmapped())) {
      broken.add(JSON.readTree(line).get("row").longValue());
    }
    assertThat(broken).hasSize(ROWS / BROKEN_EVERY).doesNotHaveDuplicates();
  }

  private Path rows(String name, long seed, int count) throws IOException {
    Path file = folder.resolve(name);
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int row = 0; row < count; row++) {
        lines.write(
            row % BROKEN_EVERY == 0
                ? "{\"broken\": " + row
                : "{\"id\":\"%d-%d\",\"source\":\"own\",\"prompt\":\"Which %d?\",\"response\":\"%s %d\"}"
                    .formatted(seed, row, row, "It is. ".repeat(row % 40), row));
        lines.newLine();
      }
    }
    return file;
  }

  private Path unmapped() {
    return folder.resolve("unmapped.jsonl");
  }

  private List<String> ingest(Path file, String topic, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ingest",
                "--source",
                "columns",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--topic",
                topic,
                "--partitions",
                "3",
                "--unmapped",
                unmapped().toString()));
    command.addAll(List.of(more));
    command.add(file.toString());
    return command;
  }

  private TestTopics topics() {
    return TestTopics.of(broker.bootstrapServers());
  }

  private static int finish(List<String> ingest) {
    return CommandRun.of(ingest.toArray(String[]::new)).exitCode();
  }

  /** Records in the topic so far, those that are not committed too. */
  private static long end(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.listTopics().getOrDefault(topic, List.of()).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }
}
