package io.medsift.integration.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.embedded.EmbeddedBroker;
import io.medsift.cli.embedded.Testbed;
import io.medsift.cli.outcome.ExitCode;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.CommittedEnd;
import io.medsift.storage.Sha256;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.scenario.AcceptedTopic;
import io.medsift.testkit.scenario.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code medsift export} from a real broker, read back with DuckDB. */
class ExportITCase {
  private static final int PARTITIONS = 2;

  private static EmbeddedBroker broker;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws Exception {
    broker = Testbed.broker();
  }

  @Test
  void addsWhatWasCommittedSinceAndChangesNoByte() throws Exception {
    try (AcceptedTopic topic = topic("export-growing", 20);
        DuckDb duckDb = new DuckDb()) {
      topic.commit(0, 2_000);
      topic.abort(2_000, 2_100);
      assertDone(export("export-growing", "--shard-rows", "800"));
      Collection<String> before = checksums("data").values();
      assertThat(before).hasSize(3);
      assertThat(duckDb.value("select count(*) from " + files("data"))).isEqualTo("2000");

      topic.commit(2_100, 2_600);
      assertDone(export("export-growing", "--shard-rows", "800"));

      SortedMap<String, String> after = checksums("data");
      assertThat(after.keySet())
          .containsExactly(
              "train-00000-of-00004.parquet",
              "train-00001-of-00004.parquet",
              "train-00002-of-00004.parquet",
              "train-00003-of-00004.parquet");
      assertThat(after.values()).containsAll(before);
      assertThat(duckDb.value("select count(distinct question) from " + files("data")))
          .isEqualTo("2500");
      assertThat(Files.readString(directory.resolve("out/README.md")))
          .contains("num_examples: 2500")
          .contains("2,500 training samples");

      assertThat(export("export-growing").out()).contains("Nothing new since the last export.");
      assertThat(checksums("data")).isEqualTo(after);
    }
  }

  @Test
  void hasTheTypesAndValuesOfThePublishedDataset() throws Exception {
    try (AcceptedTopic topic = topic("export-typed", 5);
        DuckDb duckDb = new DuckDb()) {
      topic.commit(0, 100);
      assertDone(export("export-typed", "--lineage"));

      List<List<String>> columns =
          duckDb.rows("select column_name, column_type from (describe from " + files("data") + ")");
      assertThat(columns.subList(0, 4))
          .containsExactly(
              List.of("model", "VARCHAR"),
              List.of("question", "VARCHAR"),
              List.of("problem", "VARCHAR"),
              List.of("messages", "STRUCT(\"content\" VARCHAR, \"role\" VARCHAR)[]"));
      assertThat(columns)
          .contains(
              List.of("partition", "INTEGER"),
              List.of("offset", "BIGINT"),
              List.of("judge_score", "DOUBLE"));
      assertThat(
              duckDb.rows(
                  "select model, question, messages[1].role, messages[1].content,"
                      + " messages[2].role, messages[2].content from "
                      + files("data")
                      + " where id = 's-7'"))
          .containsExactly(
              List.of(
                  "writer",
                  "What is 7? 钠 \"quoted\"",
                  "user",
                  "What is 7? 钠 \"quoted\"",
                  "assistant",
                  "7 " + "finding ".repeat(5)));
      assertThat(duckDb.rows("select \"timestamp\" from " + files("data")))
          .extracting(row -> Long.valueOf(row.get(0)))
          .isSorted();
      assertThat(
              duckDb.value(
                  "select decode(value) from parquet_kv_metadata('"
                      + directory.resolve("out/data/*.parquet")
                      + "') where decode(key) = 'huggingface'"))
          .contains(
              "\"messages\":[{\"content\":{\"dtype\":\"string\",\"_type\":\"Value\"},"
                  + "\"role\":{\"dtype\":\"string\",\"_type\":\"Value\"}}]");
      List<List<String>> counted =
          duckDb.rows("select track, count(*) from " + files("data") + " group by 1 order by 1");
      assertThat(counted)
          .containsExactly(List.of("public_medical", "50"), List.of("synthetic_qa", "50"));
    }
  }

  @Test
  void losesAndRepeatsNoRowHoweverOftenItIsKilled() throws Exception {
    try (AcceptedTopic topic = topic("export-killed", 150);
        DuckDb duckDb = new DuckDb()) {
      topic.commit(0, 2_000);
      assertDone(export("export-killed", "--shard-rows", "1000"));
      topic.commit(2_000, 10_000);
      Path state = directory.resolve("out/.medsift");
      List<BooleanSupplier> moments =
          List.of(
              () -> isThere(state.resolve("next/work/rows")),
              () -> isThere(state.resolve("next/data/train-00003-of-00010.parquet")),
              () -> isThere(state.resolve("next/manifest.json")),
              () -> isThere(state.resolve("commit")));
      // Each is one more start of a process: by default in the work, and as the new files show.
      int step = Testbed.scaled(1) > 1 ? 1 : moments.size() - 1;
      for (int i = 0; i < moments.size(); i += step) {
        boolean killed = killAt(moments.get(i));
        // The last two moments are short, and may pass unseen.
        assertThat(killed || i >= 2).as("killed at moment " + i).isTrue();
        String rows = duckDb.value("select count(*) from " + files("data"));
        String distinct = duckDb.value("select count(distinct question) from " + files("data"));
        assertThat(distinct).as("rows that are visible after a kill").isEqualTo(rows);
      }
      assertDone(export("export-killed", "--shard-rows", "1000"));

      assertThat(checksums("data")).hasSize(10);
      assertThat(duckDb.value("select count(*) from " + files("data"))).isEqualTo("10000");
      assertThat(duckDb.value("select count(distinct question) from " + files("data")))
          .isEqualTo("10000");
      assertThat(checksums(".medsift").keySet()).containsExactly(".lock", "positions");
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    CommandRun nowhere = export("nowhere");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(nowhere.err()).contains("there is no topic nowhere at ");

    try (AcceptedTopic topic = topic("export-empty", 1)) {
      topic.abort(0, 10);
      CommandRun empty = export("export-empty");
      assertThat(empty.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(empty.err()).contains("there is nothing to export");
      assertThat(directory.resolve("out/data")).doesNotExist();
    }
  }

  private static void assertDone(CommandRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  /** Whether the export was killed before its end. */
  private boolean killAt(BooleanSupplier moment) throws Exception {
    MedsiftProcess process =
        MedsiftProcess.start(directory, arguments("export-killed", "--shard-rows", "1000"));
    while (process.isAlive() && !moment.getAsBoolean()) {
      Thread.sleep(1);
    }
    return process.killedBeforeItsEnd();
  }

  private static boolean isThere(Path file) {
    return Files.exists(file);
  }

  private static AcceptedTopic topic(String name, int words) {
    broker.createTopic(name, PARTITIONS, Map.of());
    String response = "finding ".repeat(words);
    return new AcceptedTopic(broker.bootstrapServers(), name, PARTITIONS, sample -> response);
  }

  private CommandRun export(String topic, String... options) throws Exception {
    if (!topic.equals("nowhere")) {
      CommittedEnd.await(KafkaConnection.plain(broker.bootstrapServers()), topic);
    }
    return CommandRun.of(arguments(topic, options).toArray(String[]::new));
  }

  private List<String> arguments(String topic, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("export", "--bootstrap-servers", broker.bootstrapServers()));
    arguments.addAll(List.of("--topic", topic, "--out", directory.resolve("out").toString()));
    arguments.addAll(List.of(options));
    return arguments;
  }

  private String files(String subset) {
    return "read_parquet('" + directory.resolve("out").resolve(subset) + "/*.parquet')";
  }

  private SortedMap<String, String> checksums(String folder) throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("out").resolve(folder))) {
      for (Path file : files.toList()) {
        checksums.put(file.getFileName().toString(), Sha256.of(file));
      }
    }
    return checksums;
  }
}
