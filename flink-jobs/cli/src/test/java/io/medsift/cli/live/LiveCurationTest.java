package io.medsift.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.artifact.RecipeArgument;
import io.medsift.cli.job.Resources;
import io.medsift.cli.run.LengthJob;
import io.medsift.kafka.topic.Heartbeat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCurationTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path data;

  @Test
  void goesOnAfterARestartWhereItWasAndBeatsInEveryPartition() throws Exception {
    try (Resources resources = new Resources()) {
      LiveCuration curation = LiveCuration.start(request(), new LengthJob(), resources);
      send(curation, "{\"id\":1}");
      assertThat(read(curation, curation.topics().accepted(), 1)).hasSize(1);

      List<ConsumerRecord<byte[], byte[]>> log = read(curation, curation.topics().samples(), 12);
      Set<Integer> beating = new HashSet<>();
      for (ConsumerRecord<byte[], byte[]> each : log) {
        assertThat(each.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        if (Heartbeat.is(each.value(), each.headers())) {
          beating.add(each.partition());
        }
      }
      assertThat(beating).containsExactlyInAnyOrder(0, 1, 2, 3);

      StringWriter greeting = new StringWriter();
      curation.greet(new PrintWriter(greeting));
      assertThat(greeting.toString())
          .contains("Dashboard  http://127.0.0.1:")
          .contains("Kafka      " + curation.topics().bootstrapServers());
    }
    assertNothingButTheDataIsLeft();

    try (Resources resources = new Resources()) {
      LiveCuration curation = LiveCuration.start(request(), new LengthJob(), resources);
      send(curation, "{\"id\":2}");
      assertThat(read(curation, curation.topics().accepted(), 2))
          .extracting(row -> new String(row.value(), UTF_8).substring(0, 19))
          .containsExactlyInAnyOrder("{\"sample\":{\"id\":1},", "{\"sample\":{\"id\":2},");
    }
  }

  private LiveRequest request() {
    return new LiveRequest(
        RecipeArgument.load("recommended"),
        ArtifactSource.NONE,
        ArtifactSource.NONE,
        1,
        0,
        0,
        data);
  }

  private void assertNothingButTheDataIsLeft() throws Exception {
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("kafka", "checkpoints", ".lock");
    }
  }

  private static void send(LiveCuration curation, String sample) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", curation.topics().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Future<?> unused =
          producer.send(new ProducerRecord<>(curation.topics().samples(), sample.getBytes(UTF_8)));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      LiveCuration curation, String topic, int atLeast) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                curation.topics().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> rows = new ArrayList<>();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (rows.size() < atLeast && System.nanoTime() < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(rows::add);
      }
      assertThat(rows)
          .as("records of %s, waited %s for %d", topic, PATIENCE, atLeast)
          .hasSizeGreaterThanOrEqualTo(atLeast);
      return rows;
    }
  }
}
