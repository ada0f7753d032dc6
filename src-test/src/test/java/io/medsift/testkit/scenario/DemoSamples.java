package io.medsift.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.cli.artifact.BenchmarkArtifact;
import io.medsift.codec.RowCodec.CuratedRow;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The data that comes with the product, as a topic holds it. */
public final class DemoSamples {
  private static final Path DEMO = Path.of("..", "deploy", "demo");

  private DemoSamples() {}

  /** Directory of the centroids. */
  public static Path centroids() {
    return DEMO.resolve("centroids");
  }

  /** Builds the index of the evaluation sets below {@code directory}. */
  public static Path benchmarks(Path directory) throws Exception {
    return BenchmarkArtifact.shipped().prepare(directory);
  }

  /** The samples in their order, each in a partition by chance, always the same. */
  public static List<LoggedRecord> spread(int partitions) throws IOException {
    Random random = new Random(partitions);
    List<LoggedRecord> records = new ArrayList<>();
    for (byte[] line : lines()) {
      records.add(
          new LoggedRecord(random.nextInt(partitions), 1_000_000L + 5L * records.size(), line));
    }
    return records;
  }

  public static List<byte[]> lines() throws IOException {
    byte[] file = Files.readAllBytes(DEMO.resolve("samples.jsonl"));
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '\n') {
        lines.add(Arrays.copyOfRange(file, start, i));
        start = i + 1;
      }
    }
    return lines;
  }

  /**
   * Requires that each row whose sample says what its author expected was decided so.
   *
   * @return how many there are
   */
  public static int requireExpected(List<CuratedRow> rows) {
    int expected = 0;
    for (CuratedRow row : rows) {
      JsonNode expectation = row.sample().get("demo_expected");
      if (expectation != null) {
        String id = row.sample().get("id").asText();
        Verdict verdict = row.verdict();
        assertThat(verdict.decision().wireName())
            .as(id + " " + verdict)
            .isEqualTo(expectation.get("decision").asText());
        if (expectation.has("reason")) {
          assertThat(verdict.reason()).as(id).hasToString(expectation.get("reason").asText());
        }
        expected++;
      }
    }
    return expected;
  }
}
