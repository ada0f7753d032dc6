package io.medsift.cli.argument;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same mistake gets the same words and exit code 2, whichever command it is made with. */
class PathArgumentTest {
  @TempDir private Path directory;
  private Path absent;
  private Path file;

  @BeforeEach
  void paths() throws Exception {
    absent = directory.resolve("absent");
    file = Files.writeString(directory.resolve("file"), "x");
  }

  @Test
  void refusesDirectoriesThatDoNotExist() {
    refuses(absent + " does not exist", "audit", absent.toString());
    refuses("--in " + absent + " does not exist", "explain", "x", "--in", absent.toString());
    refuses(
        "--from " + absent + " does not exist",
        "export",
        "--from",
        absent.toString(),
        "--out",
        directory.resolve("out").toString());
    refuses(
        "--state " + absent + " does not exist",
        "replay",
        "--bootstrap-servers",
        "localhost:9",
        "--into",
        "again",
        "--mode",
        "with-memory",
        "--state",
        absent.toString());
    refuses(
        "--centroids " + absent + " does not exist",
        "explain",
        "x",
        "--in",
        directory.toString(),
        "--centroids",
        absent.toString());
    assertThat(absent).doesNotExist();
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void refusesFilesInPlaceOfDirectories() {
    String wanted = file + " is a file, not a directory";
    refuses(wanted, "audit", file.toString());
    refuses("--in " + wanted, "explain", "x", "--in", file.toString());
    refuses("--out " + wanted, "export", "--from", directory.toString(), "--out", file.toString());
    refuses(
        "--index " + wanted,
        "explain",
        "x",
        "--bootstrap-servers",
        "localhost:9",
        "--index",
        file.toString());
    refuses(
        "--out " + file.resolve("below") + " cannot be created: " + file + " is a file",
        "export",
        "--from",
        directory.toString(),
        "--out",
        file.resolve("below").toString());
  }

  @Test
  void refusesPagesThatCannotBeWritten() {
    Path page = absent.resolve("page.html");
    refuses(
        "--html " + page + " cannot be written: there is no directory " + absent,
        "explain",
        "x",
        "--in",
        directory.toString(),
        "--html",
        page.toString());
    refuses(
        "--html " + directory + " is a directory, not a file",
        "explain",
        "x",
        "--in",
        directory.toString(),
        "--html",
        directory.toString());
  }

  @Test
  void takesAwayTheFolderOfAnExportThatFailed() throws Exception {
    Path results = Files.createDirectory(directory.resolve("results"));
    Files.writeString(results.resolve("accepted.jsonl"), "garbage\n");
    Path out = directory.resolve("dataset");
    assertThat(
            Medsift.commandLine()
                .setErr(new PrintWriter(new StringWriter()))
                .execute("export", "--from", results.toString(), "--out", out.toString()))
        .isEqualTo(1);
    assertThat(out).doesNotExist();
  }

  private static void refuses(String message, String... arguments) {
    StringWriter err = new StringWriter();
    int code =
        Medsift.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    assertThat(err.toString()).contains("medsift: " + message);
    assertThat(code).isEqualTo(2);
  }
}
