package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.cli.embedded.TestTopics;
import io.medsift.cli.replay.Repair;
import io.medsift.curation.write.CurationTopics;
import io.medsift.kafka.topic.PositionHeader;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.kafka.topic.TopicScan;
import io.medsift.recipe.RecipeLoader;
import io.medsift.testkit.scenario.CurationScenario;
import io.medsift.testkit.scenario.Decided;
import io.medsift.testkit.scenario.Decisions;
import io.medsift.testkit.scenario.LoggedRecord;
import io.medsift.testkit.scenario.MixedSamples;
import io.medsift.testkit.scenario.RunningJob;
import io.medsift.verdict.Position;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were lost with their transaction, and are written again. */
class RepairITCase {
  private static final int SAMPLES = 400;
  private static final int WAITING = 40;
  private static final int PARTITIONS = 3;
  private static final int EVERY = 16;
  private static final long AFTER_THEM = 1_100_000;
  private static final Path RECIPE = Path.of("src/test/resources/recipes/without-artifacts.yaml");

  @TempDir private Path directory;

  private Set<String> before;
  private String samples;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theLostRowsAndNoOthersAreWrittenOnceThoughAnotherRepairWasKilled() throws Exception {
    try (CurationScenario scenario = CurationScenario.start()) {
      List<LoggedRecord> records = MixedSamples.take(9, PARTITIONS, SAMPLES + WAITING);
      CurationTopics whole = scenario.load(PARTITIONS, records.subList(0, SAMPLES));
      samples = whole.samples();
      before = Set.of(Decisions.expectedPositions(whole, records.subList(0, SAMPLES)));
      scenario.append(whole, LoggedRecord.heartbeats(PARTITIONS, AFTER_THEM));
      RunningJob job =
          scenario.submit(
              CurationScenario.unbounded(RecipeLoader.load(RECIPE.toString()), whole), 2);
      scenario.awaitRows(whole, SAMPLES);
      // Those that follow wait in the state, and their rows are the run's to write.
      scenario.append(
          whole,
          records.subList(SAMPLES, SAMPLES + WAITING).stream()
              .map(each -> new LoggedRecord(each.partition(), 2 * AFTER_THEM, each.value()))
              .toList());
      String state = Path.of(URI.create(job.stopWithSavepoint(directory))).toString();
      Map<String, Decided> decided = scenario.read(whole).byPosition();

      CurationTopics topics = scenario.withNewOutputs(whole.samples());
      int lost = copy(whole, topics, position -> !isLost(position));
      assertThat(lost).isPositive();
      KafkaProducer<byte[], byte[]> killed = begin(topics, whole);
      try {
        assertThat(repair(topics, state, "--dry-run", "--wait", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("what is lost cannot be known yet: a transaction of ");

        assertThat(repair(topics, state)).as(err.toString()).isZero();
      } finally {
        killed.close(Duration.ZERO);
      }
      assertThat(out.toString()).contains(lost + " rows of lost samples written.");
      assertThat(scenario.read(topics).byPosition()).isEqualTo(decided);
      try (Admin admin = topics.connection().admin()) {
        assertThat(admin.listTopics().names().get())
            .filteredOn(name -> name.startsWith(Repair.prefix(topics)))
            .containsExactly(Repair.prefix(topics) + "-v2-accepted");
      }

      assertThat(repair(topics, state)).isZero();
      assertThat(out.toString()).contains("Nothing is lost: ");
      assertThat(scenario.read(topics).byPosition()).isEqualTo(decided);
    }
  }

  /** Some of those that the state has decided. */
  private boolean isLost(SamplePosition position) {
    return position.offset() % EVERY == 3
        && before.contains(
            new Position(samples, position.partition(), position.offset()).toString());
  }

  /** Leaves some rows out, as if their transactions had been lost, and says how many. */
  private static int copy(CurationTopics from, CurationTopics to, Predicate<SamplePosition> kept)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
    int left = read(from, to, kept, rows);
    try (KafkaProducer<byte[], byte[]> producer = producer(to, Map.of())) {
      send(producer, rows);
      producer.flush();
    }
    return left;
  }

  private static int read(
      CurationTopics from,
      CurationTopics to,
      Predicate<SamplePosition> kept,
      List<ProducerRecord<byte[], byte[]>> rows) {
    int[] left = new int[1];
    Map<String, String> outputs =
        Map.of(
            from.accepted(), to.accepted(),
            from.rejected(), to.rejected(),
            from.deadLetters(), to.deadLetters());
    outputs.forEach(
        (source, target) ->
            new TopicScan<>(new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .read(
                    TopicRange.now(from.connection(), source),
                    row -> {
                      if (kept.test(PositionHeader.read(row.headers()).orElseThrow())) {
                        rows.add(as(row, target));
                      } else {
                        left[0]++;
                      }
                    }));
    return left[0];
  }

  private static ProducerRecord<byte[], byte[]> as(
      ConsumerRecord<byte[], byte[]> row, String topic) {
    return new ProducerRecord<>(topic, null, null, row.key(), row.value(), row.headers());
  }

  /** A repair that has written some of its rows, and has not committed them. */
  private KafkaProducer<byte[], byte[]> begin(CurationTopics topics, CurationTopics whole)
      throws Exception {
    KafkaProducer<byte[], byte[]> producer =
        producer(topics, Map.of("transactional.id", Repair.prefix(topics)));
    List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>();
    read(whole, topics, this::isLost, rows);
    producer.initTransactions();
    producer.beginTransaction();
    send(producer, rows.subList(0, rows.size() / 2));
    producer.flush();
    CurationTopics left = topics.withOutputs(Repair.prefix(topics) + "-at-1");
    CurationTopics ofAnother = topics.withOutputs(Repair.prefix(topics) + "-v2");
    new TestTopics(topics.connection().settings())
        .create(
            List.of(left.accepted(), left.rejected(), left.deadLetters(), ofAnother.accepted()));
    return producer;
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> rows) {
    for (ProducerRecord<byte[], byte[]> row : rows) {
      var unused = producer.send(row);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(
      CurationTopics topics, Map<String, String> more) {
    return new TestTopics(topics.connection().settings()).producer(more);
  }

  private int repair(CurationTopics topics, String state, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "repair",
                "--bootstrap-servers",
                topics.bootstrapServers(),
                "--topic",
                topics.samples(),
                "--outputs",
                topics.accepted().replace("-accepted", ""),
                "--recipe",
                RECIPE.toString(),
                "--parallelism",
                "2",
                "--state",
                state));
    arguments.addAll(List.of(more));
    return Medsift.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}
