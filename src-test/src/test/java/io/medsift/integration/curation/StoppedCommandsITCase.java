package io.medsift.integration.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.testkit.process.MedsiftProcess;
import io.medsift.testkit.process.Signals;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C and SIGTERM: the exit code, what is said, and what is left. */
@Tag("long")
@Timeout(1_200)
class StoppedCommandsITCase {
  private static final int INTERRUPTED = 128 + 2;
  private static final int TERMINATED = 128 + 15;
  private static final int MANY_ROWS = 1_000_000;
  private static final String STARTING = "Starting a broker";

  @TempDir private Path directory;

  @Test
  void aDemoLeavesNoDirectory() throws Exception {
    assertThat(stop("INT", () -> says(STARTING), List.of("demo"))).isEqualTo(INTERRUPTED);
    assertThat(lastLine())
        .isEqualTo(
            "medsift: stopped; no results were written to medsift-demo. Run the same command to"
                + " start over.");
    assertThat(directory.resolve("medsift-demo")).doesNotExist();
  }

  @Test
  void aRunLeavesTheDirectoryThatWasThere() throws Exception {
    Path out = Files.createDirectory(directory.resolve("out"));
    Files.writeString(out.resolve("notes.txt"), "mine");
    String rows = rows(10);
    List<String> run =
        List.of(
            "run",
            "--recipe",
            "recommended",
            "--benchmarks",
            rows,
            "--input",
            rows,
            "--out",
            "out");
    assertThat(stop("TERM", () -> says(STARTING), run)).isEqualTo(TERMINATED);
    assertThat(lastLine()).startsWith("medsift: stopped; no results were written to out.");
    try (var left = Files.list(out)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .contains("notes.txt")
          .allMatch(name -> List.of("notes.txt", "medsift.log", ".lock").contains(name));
    }
  }

  @Test
  void anIngestLeavesNoPartOfAFile() throws Exception {
    Path part = directory.resolve("out.jsonl.part");
    List<String> ingest =
        List.of("ingest", "--source", "medqa", rows(MANY_ROWS), "--out", "out.jsonl");
    assertThat(stop("INT", () -> Files.exists(part), ingest)).isEqualTo(INTERRUPTED);
    assertThat(lastLine())
        .startsWith("medsift: stopped; ")
        .endsWith("Nothing was written to out.jsonl. Run the same command to start over.");
    assertThat(part).doesNotExist();
    assertThat(directory.resolve("out.jsonl")).doesNotExist();
  }

  private String rows(int count) throws IOException {
    Path file = directory.resolve("rows.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int row = 0; row < count; row++) {
        out.write(
            "{\"question\": \"Which nerve is number "
                + row
                + "?\", \"answer\": \"II\", \"options\":"
                + " {\"A\": \"II\", \"B\": \"III\"}, \"answer_idx\": \"A\"}\n");
      }
    }
    return file.toString();
  }

  private int stop(String signal, Callable<Boolean> isAtWork, List<String> command)
      throws Exception {
    try (MedsiftProcess process = MedsiftProcess.start(directory, command)) {
      Instant deadline = Instant.now().plusSeconds(600);
      while (!isAtWork.call()) {
        assertThat(process.isAlive()).as("still running: %s", process.output()).isTrue();
        assertThat(Instant.now()).as("at work: %s", process.output()).isBefore(deadline);
        Thread.sleep(20);
      }
      Signals.send(ProcessHandle.of(process.pid()).orElseThrow(), signal);
      int code = process.awaitEnd();
      assertThat(process.output()).doesNotContain("Exception", "bug in Medsift");
      return code;
    }
  }

  private boolean says(String words) throws IOException {
    Path output = directory.resolve("output.txt");
    return Files.exists(output) && Files.readString(output).contains(words);
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve("output.txt"));
    return lines.get(lines.size() - 1);
  }
}
