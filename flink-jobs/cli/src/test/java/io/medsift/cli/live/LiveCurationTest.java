package io.medsift.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.job.Resources;
import io.medsift.cli.run.LengthJob;
import io.medsift.kafka.topic.Heartbeat;
import io.medsift.recipe.RecipeLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCurationTest {
  @TempDir private Path directory;

  private Path data;

  @BeforeEach
  void nameAnother() {
    data = directory.resolve("data");
  }

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
      String console = LiveConsole.start(curation, 0, resources);
      HttpRequest verdicts = HttpRequest.newBuilder(URI.create(console + "verdicts")).build();
      assertThat(
              HttpClient.newHttpClient()
                  .send(verdicts, HttpResponse.BodyHandlers.ofString(UTF_8))
                  .body())
          .contains(curation.topics().accepted(), "Review");
      curation.greet(new PrintWriter(greeting), Optional.of(console));
      assertThat(greeting.toString())
          .contains("Console    " + console)
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

  private LiveRequest request() throws Exception {
    return new LiveRequest(
        RecipeLoader.load("recommended"), ArtifactSource.NONE, ArtifactSource.NONE, 1, 0, 0, data);
  }

  private void assertNothingButTheDataIsLeft() throws Exception {
    if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("kafka", "checkpoints", "console", ".lock");
    }
  }

  private static void send(LiveCuration curation, String sample) throws Exception {
    TestTopics.of(curation.topics().bootstrapServers())
        .send(List.of(new ProducerRecord<>(curation.topics().samples(), sample.getBytes(UTF_8))));
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      LiveCuration curation, String topic, int atLeast) {
    return TestTopics.of(curation.topics().bootstrapServers()).await(List.of(topic), atLeast);
  }
}
