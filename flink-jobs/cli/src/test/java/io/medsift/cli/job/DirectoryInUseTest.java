package io.medsift.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.storage.DirectoryLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that finds another at work where it is to write says which, and writes nothing. */
class DirectoryInUseTest {
  private static final String ROW =
      "{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"Which nerve?\",\"response\":"
          + "\"The vagus.\",\"question\":\"Which nerve?\",\"answer\":\"vagus\"}\n";

  @TempDir private Path directory;

  private Path rows;
  private Path out;

  @BeforeEach
  void write() throws Exception {
    rows = Files.writeString(directory.resolve("rows.jsonl"), ROW);
    out = directory.resolve("out");
  }

  @Test
  void run() throws Exception {
    assertRefused(
        lockOf(out),
        "run",
        "--recipe",
        "ii-medical-sft",
        "--benchmarks",
        rows,
        "--input",
        rows,
        "--out",
        out);
  }

  @Test
  void up() throws Exception {
    assertRefused(lockOf(out), "up", "--port", 0, "--web-port", 0, "--data", out);
  }

  @Test
  void ingest() throws Exception {
    assertRefused(DirectoryLock.beside(out), "ingest", "--source", "columns", rows, "--out", out);
  }

  @Test
  void buildOfAnIndex() throws Exception {
    assertRefused(
        DirectoryLock.beside(out), "benchmarks", "build", "--set", "s=" + rows, "--out", out);
  }

  @Test
  void export() throws Exception {
    Files.writeString(directory.resolve("accepted.jsonl"), "");
    Files.createDirectories(out);
    assertRefused(lockOf(out.resolve(".medsift")), "export", "--from", directory, "--out", out);
  }

  private static DirectoryLock lockOf(Path directory) throws Exception {
    return DirectoryLock.on(Files.createDirectories(directory));
  }

  private void assertRefused(DirectoryLock other, Object... arguments) throws Exception {
    List<String> before = files();
    StringWriter err = new StringWriter();
    int status =
        Medsift.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    assertThat(status).as(err.toString()).isEqualTo(1);
    assertThat(err.toString())
        .contains("process " + ProcessHandle.current().pid() + " is working in " + out)
        .contains("Wait for it to end, or name another directory.");
    assertThat(files()).isEqualTo(before);
    other.close();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(directory::relativize).map(Path::toString).sorted().toList();
    }
  }
}
