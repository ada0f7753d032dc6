package io.medsift.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.embedded.EmbeddedBroker;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IngestITCase {
  private static final int ROWS = 120_000;
  private static final int BROKEN_EVERY = 1_000;
  private static final int KILLS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private EmbeddedBroker broker;

  @BeforeAll
  void startBroker() throws IOException {
    broker = EmbeddedBroker.start(folder.resolve("kafka"));
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }

  /** Seeds of kills; more with {@code -Dmedsift.ingest.seeds=20}. */
  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= Integer.getInteger("medsift.ingest.seeds", 1); seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void writesEachRowOnceThroughKills(long seed) throws Exception {
    Random random = new Random(seed);
    String topic = "killed-" + seed;
    Path file = rows("rows-" + seed + ".jsonl", seed);
    Path unmapped = folder.resolve("unmapped-" + seed + ".jsonl");
    long written = 0;
    int killed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process ingest = ingest(file, topic, unmapped);
      long threshold = written + 1 + random.nextInt(ROWS / (KILLS + 1));
      while (ingest.isAlive() && end(topic) < threshold) {
        Thread.sleep(5);
      }
      killed += ingest.isAlive() ? 1 : 0;
      ingest.destroyForcibly().waitFor();
      written = end(topic);
    }
    assertThat(killed).isEqualTo(KILLS);

    assertThat(finish(ingest(file, topic, unmapped))).isZero();
    assertOnce(topic, unmapped, seed);

    Path copy = Files.copy(file, folder.resolve("copy-" + seed));
    assertThat(finish(ingest(copy, topic, unmapped))).isZero();
    assertOnce(topic, unmapped, seed);
  }

  @Test
  void refusesToGoOnInAnotherWay() throws Exception {
    Path file = rows("half.jsonl", 99);
    Path unmapped = folder.resolve("unmapped-half.jsonl");
    assertThat(finish(ingest(file, "half", unmapped, "--limit", "500"))).isZero();
    assertThat(records("half")).hasSize(499);
    assertThat(finish(ingest(file, "half", unmapped, "--limit", "500"))).isZero();
    assertThat(records("half")).hasSize(499);
    assertThat(finish(ingest(file, "half", unmapped, "--limit", "700", "--sample", "0.5")))
        .isEqualTo(1);
    assertThat(finish(ingest(file, "half", unmapped, "--limit", "700"))).isZero();
    assertThat(records("half")).hasSize(699);
  }

  private void assertOnce(String topic, Path unmapped, long seed) throws IOException {
    Map<String, Integer> times = new HashMap<>();
    for (byte[] record : records(topic)) {
      times.merge(JSON.readTree(record).get("id").textValue(), 1, Integer::sum);
    }
    assertThat(times).hasSize(ROWS - ROWS / BROKEN_EVERY);
    assertThat(times.values()).allMatch(count -> count == 1);
    for (int row = 0; row < ROWS; row++) {
      assertThat(times.containsKey("own:" + seed + "-" + row)).isEqualTo(row % BROKEN_EVERY != 0);
    }
    List<Long> broken = new ArrayList<>();
    for (String line : Files.readAllLines(unmapped)) {
      broken.add(JSON.readTree(line).get("row").longValue());
    }
    assertThat(broken).hasSize(ROWS / BROKEN_EVERY).doesNotHaveDuplicates();
  }

  private Path rows(String name, long seed) throws IOException {
    Path file = folder.resolve(name);
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int row = 0; row < ROWS; row++) {
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

  private Process ingest(Path file, String topic, Path unmapped, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.medsift.cli.Medsift",
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
                unmapped.toString()));
    command.addAll(List.of(more));
    command.add(file.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("ingest.log").toFile()))
        .start();
  }

  private int finish(Process ingest) throws Exception {
    try {
      assertThat(ingest.waitFor(5, TimeUnit.MINUTES))
          .as(Files.readString(folder.resolve("ingest.log"), UTF_8))
          .isTrue();
      return ingest.exitValue();
    } finally {
      ingest.destroyForcibly();
    }
  }

  /** Records in the topic so far, those that are not committed too. */
  private long end(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(partitions(consumer, topic)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  private List<byte[]> records(String topic) {
    List<byte[]> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed");
        KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          records.add(record.value());
        }
      }
    }
    return records;
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> known = consumer.listTopics().getOrDefault(topic, List.of());
    return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
