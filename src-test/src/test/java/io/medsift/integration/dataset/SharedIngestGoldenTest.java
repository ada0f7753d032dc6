package io.medsift.integration.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.SharedData;
import io.medsift.cli.Medsift;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.sample.Sample;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All real files at once through the command, and back through the parser of the job. {@link
 * SharedRowsGoldenTest} maps each row of them in each build.
 */
@Tag("long")
class SharedIngestGoldenTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void everyRowBecomesASampleOrIsNamed() throws Exception {
    SharedData data = SharedData.required();
    Path samples = directory.resolve("samples.jsonl");
    Path unmapped = directory.resolve("unmapped.jsonl");
    int code =
        Medsift.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(
                "ingest",
                data.file("train/medquad").getParent().toString(),
                data.file("eval/medmcqa_dev").getParent().toString(),
                "--source",
                "columns",
                "--out",
                samples.toString(),
                "--unmapped",
                unmapped.toString());
    assertThat(code).as(err.toString()).isZero();
    assertThat(tracks(samples))
        .isEqualTo(Map.of("public_medical", 45_639, "r1_trace", 60_372, "synthetic_qa", 46_575));
    assertThat(Files.readAllLines(unmapped)).hasSize(375 + 2 + 62 + 1);
    assertThat(out.toString()).contains("153,026 rows of 20 files read; 152,586 samples");
  }

  private static Map<String, Integer> tracks(Path samples) throws Exception {
    SampleParser parser = new SampleParser(SampleLimits.DEFAULT);
    Map<String, Integer> tracks = new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(samples)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Sample sample = parser.parse(line.getBytes(UTF_8));
        tracks.merge(sample.track(), 1, Integer::sum);
      }
    }
    return tracks;
  }
}
