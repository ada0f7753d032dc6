package io.medsift.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a dataset's author wrote reaches the terminal as text alone. */
class HostileDryRunTest {
  private static final String HOSTILE =
      "x\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil\u2066\r\b\u0085 accepted";

  @TempDir private Path directory;

  @Test
  void noTextOfARowIsObeyed() throws Exception {
    JsonMapper json = new JsonMapper();
    String row =
        json.writeValueAsString(
            Map.of(
                "id",
                "first\n" + HOSTILE,
                "source",
                "s",
                "prompt",
                HOSTILE + "\ud83d\ude00".repeat(200),
                "history",
                List.of(
                    Map.of("role", "user", "content", HOSTILE),
                    Map.of("role", "assistant", "content", HOSTILE)),
                "options",
                Map.of("A", HOSTILE, "B", "b"),
                "response",
                HOSTILE,
                "generator",
                HOSTILE,
                "license",
                "mit\n" + HOSTILE));
    String broken = json.writeValueAsString(Map.of("prompt", List.of(HOSTILE)));
    Path rows = Files.writeString(directory.resolve("rows.jsonl"), row + "\n" + broken + "\n");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Medsift.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    line.execute(
        "ingest", "--source", "columns", "--column", "prompt=prompt", "--dry-run", rows.toString());

    String printed = out.toString() + err;
    assertThat(printed).contains("sample 1").contains("accepted");
    assertThat(printed.codePoints().filter(HostileDryRunTest::isObeyed)).isEmpty();
    assertThat(printed.lines()).noneMatch(each -> each.startsWith("x"));
  }

  private static boolean isObeyed(int codePoint) {
    int type = Character.getType(codePoint);
    return codePoint != '\n'
        && (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE);
  }
}
