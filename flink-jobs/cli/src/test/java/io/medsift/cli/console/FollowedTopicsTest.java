package io.medsift.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import io.medsift.console.ReviewConsole;
import io.medsift.console.index.ListedVerdict;
import io.medsift.console.index.VerdictFilter;
import io.medsift.console.stream.FollowedTopics;
import io.medsift.console.web.Access;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.RecordFetcher;
import io.medsift.review.verdicts.DecidedRow;
import io.medsift.verdict.Position;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on topics of which something goes away while it looks. */
class FollowedTopicsTest extends BrokerCommandTest {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path index;

  private static List<String> ids(FollowedTopics stream) throws Exception {
    return stream.index().look(view -> view.matches(VerdictFilter.ALL).latest(100, null)).stream()
        .map(ListedVerdict::id)
        .sorted()
        .toList();
  }

  private static void await(FollowedTopics stream, String... ids) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ids(stream).equals(List.of(ids))) {
      if (System.nanoTime() > deadline) {
        assertThat(ids(stream)).as("what the index has").containsExactly(ids);
      }
      Thread.sleep(100);
    }
  }

  private static HttpResponse<String> get(ReviewConsole console, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(console.address()).resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private static void accept(WrittenTopics job, Position... positions) {
    job.begin();
    for (Position each : positions) {
      job.accept(each);
    }
    job.commit();
  }

  @Test
  void rowsThatRetentionHasDeletedLeaveTheIndexAlsoAfterARestart() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1);
        Admin admin = job.topics().connection().admin()) {
      TopicPartition accepted = new TopicPartition(job.topics().accepted(), 0);
      accept(job, job.sample(0, "a", "1"), job.sample(0, "b", "2"), job.sample(0, "c", "3"));
      try (FollowedTopics stream = FollowedTopics.open(job.topics(), index)) {
        await(stream, "a", "b", "c");
        admin.deleteRecords(Map.of(accepted, RecordsToDelete.beforeOffset(1))).all().get();
        await(stream, "b", "c");
      }
      admin.deleteRecords(Map.of(accepted, RecordsToDelete.beforeOffset(2))).all().get();
      accept(job, job.sample(0, "d", "4"));
      try (FollowedTopics stream = FollowedTopics.open(job.topics(), index)) {
        await(stream, "c", "d");
        assertThat(stream.progress().problem()).isEmpty();
      }
    }
  }

  @Test
  void aVerdictWhoseRowIsGoneIsShownAsFarAsItIsKnown() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1);
        Admin admin = job.topics().connection().admin()) {
      Position position = job.sample(0, "a", "1");
      accept(job, position, job.sample(0, "b", "2"));
      try (FollowedTopics stream = FollowedTopics.open(job.topics(), index);
          ReviewConsole console = ReviewConsole.start(stream, null, Access.loopback(), 0)) {
        await(stream, "a", "b");
        String path = "/verdicts/" + position.topic() + "/0/" + position.offset();
        assertThat(get(console, path).body()).doesNotContain("no longer in the topic");
        TopicPartition accepted = new TopicPartition(job.topics().accepted(), 0);
        admin.deleteRecords(Map.of(accepted, RecordsToDelete.beforeOffset(1))).all().get();
        // Before the index drops it, the page says so; after that there is none.
        HttpResponse<String> page = get(console, path);
        assertThat(page.body()).containsAnyOf("no longer in the topic", "retention has deleted it");
        await(stream, "b");
        assertThat(get(console, path).statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void topicsThatAreCreatedAgainBeginAnew() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 1);
        Admin admin = job.topics().connection().admin()) {
      CurationTopics topics = job.topics();
      Position first = job.sample(0, "a", "1");
      accept(job, first, job.sample(0, "b", "2"), job.sample(0, "c", "3"));
      byte[] row = firstRow(topics);
      try (FollowedTopics stream = FollowedTopics.open(topics, index)) {
        await(stream, "a", "b", "c");
        admin.deleteTopics(List.of(topics.accepted())).all().get();
        create(admin, topics.accepted());
        write(topics, row);
        await(stream, "a");
        List<DecidedRow> rows = stream.read(source -> source.at(first));
        assertThat(rows).hasSize(1);
      }
    }
  }

  private static byte[] firstRow(CurationTopics topics) {
    try (RecordFetcher records = new RecordFetcher(topics.connection())) {
      return records.fetch(new TopicPartition(topics.accepted(), 0), 0).orElseThrow().value();
    }
  }

  private static void create(Admin admin, String topic) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin
            .createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.<Short>empty())))
            .all()
            .get();
        return;
      } catch (ExecutionException e) {
        // The old one is still being deleted.
        if (!(e.getCause() instanceof TopicExistsException) || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  private static void write(CurationTopics topics, byte[] row) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            topics.connection().settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topics.accepted(), 0, null, row)).get();
    }
  }
}
