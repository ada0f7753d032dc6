package io.medsift.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.review.rows.OutputTopic;
import io.medsift.storage.DirectoryLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands make of the directory that a run has left. */
class ResultDirectoryTest {
  private static final String ROW =
      "{\"position\":{\"topic\":\"samples\",\"partition\":%d,\"offset\":%d}}\n";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path run;

  @BeforeEach
  void write() throws Exception {
    run = Files.createDirectories(directory.resolve("run"));
    for (OutputTopic output : OutputTopic.values()) {
      Files.writeString(output.in(run), "");
    }
  }

  @Test
  void anAuditHoldsWhereEachLineHasItsVerdict() throws Exception {
    Files.writeString(OutputTopic.ACCEPTED.in(run), ROW.formatted(0, 0) + ROW.formatted(1, 0));
    assertThat(medsift("audit", run.toString())).as(err.toString()).isZero();
  }

  @Test
  void anAuditCallsARowBrokenWhosePositionNoRunOfThatSizeHas() throws Exception {
    for (String absurd : new String[] {ROW.formatted(0, 2_000_000), ROW.formatted(30_000, 0)}) {
      Files.writeString(OutputTopic.ACCEPTED.in(run), ROW.formatted(0, 0) + absurd);
      assertThat(medsift("audit", run.toString())).isEqualTo(1);
      assertThat(err.toString())
          .contains(
              "1 record is not a row of Medsift: accepted.jsonl line 2: a run with this number of rows");
    }
  }

  @Test
  void twoExportsDoNotWriteToOneDirectory() throws Exception {
    Files.writeString(OutputTopic.ACCEPTED.in(run), ROW.formatted(0, 0));
    Path dataset = directory.resolve("dataset");
    DirectoryLock other = DirectoryLock.on(Files.createDirectories(dataset.resolve(".medsift")));
    try {
      assertThat(medsift("export", "--from", run.toString(), "--out", dataset.toString()))
          .isEqualTo(1);
    } finally {
      other.close();
    }
    assertThat(err.toString()).contains(" is working in " + dataset);
    assertThat(dataset.resolve("data")).doesNotExist();
  }

  private int medsift(String... arguments) {
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
