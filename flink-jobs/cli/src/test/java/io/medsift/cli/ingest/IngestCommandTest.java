package io.medsift.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {
  private static final String PROMPT = "{\"prompt\": \"Which nerve?\"}";
  private static final String SAMPLE = "{\"prompt\": \"Which vein?\", \"response\": \"The cava.\"}";

  @TempDir private Path directory;

  @Test
  void saysThatPromptsInAFileStillNeedAResponse() throws Exception {
    assertThat(ingest(PROMPT, SAMPLE, PROMPT.replace("nerve", "bone")))
        .isEqualTo(
            "2 of them have no response, which their track needs: with --bootstrap-servers in place"
                + " of --out they go to the topic prompts, and medsift generate asks a model.\n");
    assertThat(ingest(SAMPLE)).isEmpty();
  }

  /** What is said on standard error. */
  private String ingest(String... rows) throws Exception {
    Path file = Files.writeString(directory.resolve("rows.jsonl"), String.join("\n", rows));
    StringWriter err = new StringWriter();
    String[] arguments = {
      "ingest",
      "--source",
      "columns",
      "--overwrite",
      "--out",
      "%s/out.jsonl".formatted(directory),
      "--unmapped",
      "%s/unmapped.jsonl".formatted(directory),
      file.toString()
    };
    int code =
        Medsift.commandLine()
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    assertThat(code).isZero();
    return err.toString();
  }
}
