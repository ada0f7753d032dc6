package io.medsift.integration.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.medsift.testkit.process.CommandRun;
import io.medsift.testkit.scenario.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of the demo as a dataset, and its figures counted again by a script. */
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
