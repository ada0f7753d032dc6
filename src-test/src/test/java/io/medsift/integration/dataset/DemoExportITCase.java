package io.medsift.integration.dataset;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.medsift.codec.RowCodec;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.review.rows.OutputTopic;
import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.scenario.DemoSamples;
import io.medsift.testkit.scenario.DuckDb;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo decided as its author expected, its results as a dataset, and the figures counted again
 * by a script.
 */
class DemoExportITCase {
  private static final Path DEMO = Path.of("..", "deploy", "demo");
  private static final Path RECOUNT = Path.of("scripts", "recount_export.py");

  @TempDir private static Path directory;
  private static Path run;

  @BeforeAll
  static void curateTheDemo() throws IOException {
    run = directory.resolve("run");
    List<String> arguments = new ArrayList<>(List.of("run", "--parallelism", "2"));
    arguments.addAll(List.of("--input", DEMO.resolve("samples.jsonl").toString()));
    arguments.addAll(List.of("--centroids", DEMO.resolve("centroids").toString()));
    arguments.addAll(List.of("--out", run.toString(), "--benchmarks"));
    try (Stream<Path> sets = Files.list(DEMO.resolve("benchmarks"))) {
      sets.sorted().map(Path::toString).forEach(arguments::add);
    }
    medsift(arguments.toArray(String[]::new));
  }

  @Test
  void theRunDecidesAsTheAuthorOfTheSamplesExpected() throws Exception {
    List<CuratedRow> rows = new ArrayList<>();
    for (OutputTopic output : List.of(OutputTopic.ACCEPTED, OutputTopic.REJECTED)) {
      for (String line : Files.readAllLines(output.in(run))) {
        rows.add(RowCodec.readRow(line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    assertThat(DemoSamples.requireExpected(rows)).isGreaterThan(300);
    assertThat(rows.size() + lines(OutputTopic.DEAD_LETTERS.in(run)))
        .isEqualTo(DemoSamples.lines().size());
  }

  @Test
  void opensWithTheColumnsOfThePublishedDatasets() throws Exception {
    Path out = directory.resolve("parquet");
    medsift("export", "--from", run.toString(), "--out", out.toString(), "--rejected");

    try (DuckDb duckDb = new DuckDb()) {
      assertThat(columns(duckDb, out.resolve("data")))
          .containsExactly(
              List.of("model", "VARCHAR"),
              List.of("question", "VARCHAR"),
              List.of("problem", "VARCHAR"),
              List.of("messages", "STRUCT(\"content\" VARCHAR, \"role\" VARCHAR)[]"));
      assertThat(columns(duckDb, out.resolve("rl")))
          .containsExactly(
              List.of("dataset_name", "VARCHAR"),
              List.of("id_in_dataset", "BIGINT"),
              List.of("question", "VARCHAR"),
              List.of("answer", "VARCHAR"),
              List.of("reasoning", "VARCHAR"),
              List.of("options", "VARCHAR"),
              List.of("problem", "VARCHAR"),
              List.of("label", "VARCHAR"));
      long rows = count(duckDb, out.resolve("data")) + count(duckDb, out.resolve("rl"));
      assertThat(rows).isEqualTo(lines(run.resolve("accepted.jsonl")));
      assertThat(count(duckDb, out.resolve("rejected")))
          .isEqualTo(lines(run.resolve("rejected.jsonl")));
      assertThat(
              duckDb.value(
                  "select count(*) from "
                      + files(out.resolve("rl"))
                      + " where label is null or question like '%Answer Choices:%'"))
          .isEqualTo("0");
      assertThatTheViewerTakesIt(duckDb, out);
      assertThatCroissantSaysWhatIsThere(duckDb, out);
    }
  }

  /** Configurations and their counts as the card says them; row groups and indexes of pages. */
  private static void assertThatTheViewerTakesIt(DuckDb duckDb, Path out) throws Exception {
    String card = Files.readString(out.resolve("README.md"));
    JsonNode header = new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n", 4)));
    assertThat(header.path("configs")).hasSize(3);
    for (JsonNode config : header.path("configs")) {
      JsonNode files = config.path("data_files").path(0);
      assertThat(files.path("split").textValue()).isEqualTo("train");
      long rows =
          Long.parseLong(
              duckDb.value(
                  "select count(*) from read_parquet('"
                      + out.resolve(files.path("path").textValue())
                      + "')"));
      assertThat(header.path("dataset_info"))
          .filteredOn(info -> info.path("config_name").equals(config.path("config_name")))
          .singleElement()
          .satisfies(info -> assertThat(info.at("/splits/0/num_examples").asLong()).isEqualTo(rows))
          .satisfies(info -> assertThat(info.path("features")).isNotEmpty());
    }
    assertThat(
            duckDb.value(
                "select max(total_uncompressed_size) < 300000000 from parquet_metadata('"
                    + out.resolve("data/*.parquet")
                    + "')"))
        .isEqualTo("true");
    assertThat(footer(out.resolve("data/train-00000-of-00001.parquet")).getRow_groups())
        .isNotEmpty()
        .allSatisfy(
            group ->
                assertThat(group.getColumns())
                    .allMatch(ColumnChunk::isSetOffset_index_offset)
                    .allMatch(ColumnChunk::isSetColumn_index_offset));
  }

  private static FileMetaData footer(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = ByteBuffer.wrap(bytes).order(LITTLE_ENDIAN).getInt(bytes.length - 8);
    return Util.readFileMetaData(
        new ByteArrayInputStream(bytes, bytes.length - 8 - length, length));
  }

  private static void assertThatCroissantSaysWhatIsThere(DuckDb duckDb, Path out) throws Exception {
    JsonNode croissant = new ObjectMapper().readTree(out.resolve("croissant.json").toFile());
    assertThat(croissant.path("recordSet")).hasSize(3);
    for (JsonNode records : croissant.path("recordSet")) {
      String set = records.at("/field/0").findValue("fileSet").path("@id").textValue();
      String files =
          StreamSupport.stream(croissant.path("distribution").spliterator(), false)
              .filter(each -> each.path("@id").asText().equals(set))
              .map(each -> each.path("includes").textValue())
              .findFirst()
              .orElseThrow();
      assertThat(
              duckDb.rows(
                  "select column_name from (describe from read_parquet('"
                      + out.resolve(files)
                      + "'))"))
          .extracting(row -> row.get(0))
          .containsExactlyElementsOf(
              StreamSupport.stream(records.path("field").spliterator(), false)
                  .map(field -> field.path("name").textValue())
                  .toList());
    }
  }

  @Test
  void statesTheFiguresThatAnIndependentCountFinds() throws Exception {
    Path out = directory.resolve("jsonl");
    medsift(
        "export",
        "--from",
        run.toString(),
        "--out",
        out.toString(),
        "--rejected",
        "--format",
        "jsonl");
    Process recount;
    try {
      recount =
          new ProcessBuilder(
                  "python3",
                  RECOUNT.toString(),
                  out.toString(),
                  run.resolve("accepted.jsonl").toString(),
                  run.resolve("rejected.jsonl").toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      abort("python3 is not there, the recount is skipped: " + e.getMessage());
      return;
    }
    String said = new String(recount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(recount.waitFor()).as(said).isZero();
    assertThat(said).contains("every figure and file agrees");
  }

  private static void medsift(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static List<List<String>> columns(DuckDb duckDb, Path subset) throws Exception {
    return duckDb.rows(
        "select column_name, column_type from (describe from " + files(subset) + ")");
  }

  private static long count(DuckDb duckDb, Path subset) throws Exception {
    return Long.parseLong(duckDb.value("select count(*) from " + files(subset)));
  }

  private static String files(Path subset) {
    return "read_parquet('" + subset + "/*.parquet')";
  }

  private static long lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}
