package io.medsift.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.artifact.ArtifactSource;
import io.medsift.cli.ingest.RowOptions;
import io.medsift.cli.input.RunInput;
import io.medsift.cli.input.SampleFiles;
import io.medsift.cli.input.SourceFiles;
import io.medsift.cli.job.JobDefinition;
import io.medsift.cli.job.OutputDirectory;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.cli.run.CurationRun.RunOutcome;
import io.medsift.ingest.IngestSettings;
import io.medsift.recipe.RecipeLoader;
import io.medsift.review.rows.OutputTopic;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles.FoundFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationRunTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void leavesEveryLineInOneFileInTheOrderOfTheInput() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      lines.append(i % 50 == 0 ? "broken " + i : "{\"id\":" + i + "}").append('\n');
      lines.append(i % 100 == 0 ? "  \n" : "");
    }
    // A dead letter far above the limit of a sample.
    lines.append("x".repeat(3 << 20)).append('\n');
    RunOutcome outcome = run(lines.toString(), 2, new LengthJob());

    assertThat(outcome.loaded().lines()).isEqualTo(501);
    assertThat(outcome.loaded().remarks()).containsExactly("5 blank lines were skipped.");
    assertThat(outcome.conservation().holds()).isTrue();
    assertThat(Files.readAllLines(OutputTopic.DEAD_LETTERS.in(directory)))
        .hasSize(11)
        .first()
        .asString()
        .contains("broken 0");
    assertThat(Files.size(OutputTopic.DEAD_LETTERS.in(directory))).isGreaterThan(3 << 20);
    assertThat(
            Files.readAllLines(OutputTopic.ACCEPTED.in(directory)).stream()
                .map(
                    row ->
                        Integer.parseInt(row.replaceAll("^\\{\"sample\":\\{\"id\":(\\d+).*", "$1")))
                .toList())
        .isSorted()
        .startsWith(1, 2, 3);
    assertNothingIsLeftBeside();
  }

  @Test
  void failsWithTheCauseWhenTheJobFails() throws Exception {
    assertThatThrownBy(
            () ->
                run(
                    "{}\n",
                    1,
                    (environment, settings) ->
                        environment
                            .fromSequence(1, 1)
                            .uid("numbers")
                            .map(
                                (MapFunction<Long, Long>)
                                    number -> {
                                      throw new IllegalStateException("the index is damaged");
                                    })
                            .returns(Types.LONG)
                            .uid("failure")
                            .print()
                            .uid("print")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage("the curation job failed: the index is damaged");
    assertThat(OutputTopic.ACCEPTED.in(directory)).doesNotExist();
    assertNothingIsLeftBeside();
  }

  @Test
  void failsAndNamesThePositionsWhenSamplesAreLost() {
    assertThatThrownBy(
            () ->
                run(
                    "{}\n{}\n",
                    2,
                    (environment, settings) ->
                        environment.fromSequence(1, 1).uid("numbers").print().uid("print")))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(
            "2 lines in, 0 accepted + 0 rejected + 0 dead letters out; 2 missing: [samples/0@0,"
                + " samples/1@0]");
  }

  @Test
  void takesRowsOfASourceAsIngestDoes() throws Exception {
    Path rows = directory.resolve("rows.json");
    Files.writeString(
        rows,
        "[{\"id\":\"a\",\"question\":\"Why?\",\"output\":\"So.\"},{\"id\":\"b\",\"output\":\"No.\"},"
            + "{\"id\":\"c\",\"question\":\"How?\",\"output\":\"Thus.\"}]");
    FoundFiles found = new FoundFiles(List.of(RowFile.of(rows)), List.of());
    RowOptions options = new RowOptions();
    IngestSettings settings =
        options.settings(
            options.source("columns"),
            RecipeLoader.load("recommended"),
            null,
            found.files(),
            Long.MAX_VALUE);
    RunOutcome outcome = run(new SourceFiles(found, settings, display()), 2, new LengthJob());

    assertThat(outcome.loaded().lines()).isEqualTo(2);
    assertThat(outcome.loaded().remarks())
        .contains(
            "columns: 3 rows of 1 file read; 2 samples, 0 rows left out, 1 could not be mapped (see"
                + " "
                + OutputDirectory.unmapped(directory)
                + ").");
    assertThat(
            Files.readString(OutputTopic.ACCEPTED.in(directory))
                + Files.readString(OutputTopic.REJECTED.in(directory)))
        .contains("\"source_row\":\"a\"", "\"prompt\":\"Why?\"", "\"source_row\":\"c\"")
        .doesNotContain("\"source_row\":\"b\"");
    assertThat(Files.readAllLines(OutputDirectory.unmapped(directory)))
        .singleElement()
        .asString()
        .contains("\"row\":1", "\"id\":\"b\"");
  }

  @Test
  void saysThatParquetNeedsASource() throws Exception {
    Path rows = Files.writeString(directory.resolve("rows.parquet"), "PAR1PAR1");
    assertThatThrownBy(() -> run(new SampleFiles(List.of(RowFile.of(rows))), 1, new LengthJob()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(rows + " is Parquet");
  }

  private RunOutcome run(String lines, int partitions, JobDefinition job) throws Exception {
    Path input = directory.resolve("input.jsonl");
    Files.writeString(input, lines);
    return run(new SampleFiles(List.of(RowFile.of(input))), partitions, job);
  }

  private RunOutcome run(RunInput input, int partitions, JobDefinition job) throws Exception {
    RunRequest request =
        new RunRequest(
            RecipeLoader.load("recommended"),
            input,
            ArtifactSource.NONE,
            ArtifactSource.NONE,
            2,
            partitions,
            0,
            directory);
    return new CurationRun(request, display(), Clock.systemUTC(), job).execute();
  }

  private ProgressDisplay display() {
    return new ProgressDisplay(new PrintStream(shown, true, UTF_8), false, 80);
  }

  private void assertNothingIsLeftBeside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")).toList())
          .isEmpty();
    }
  }
}
