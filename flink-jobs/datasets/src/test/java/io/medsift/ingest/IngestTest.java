package io.medsift.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.recipe.RecipeLoader;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowLimits;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void sendsEachSampleWhereItsTrackNeedsIt() throws Exception {
    List<String> written =
        run(
            file(
                "{\"id\":\"a\",\"prompt\":\"Q?\",\"track\":\"synthetic_qa\"}",
                "{\"id\":\"b\",\"prompt\":\"Q?\",\"track\":\"public_medical\",\"response\":\"R\"}",
                "{\"id\":\"c\",\"prompt\":\"Q?\",\"track\":\"general_instruct\",\"response\":\"R\"}",
                "{\"id\":\"d\",\"prompt\":\"Q?\",\"track\":\"rl\"}",
                "{\"id\":\"e\",\"prompt\":\"Q?\",\"track\":\"other\"}",
                "{\"id\":\"f\"",
                "{\"id\":\"g\",\"track\":\"rl\"}"),
            RowSelection.ALL,
            Long.MAX_VALUE);
    assertThat(written)
        .containsExactly(
            "prompts columns:a", "samples columns:b", "unscored columns:c", "samples columns:d");
    List<String> reasons = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("unmapped.jsonl"))) {
      JsonNode entry = JSON.readTree(line);
      reasons.add(entry.get("row").asText() + " " + entry.get("reason").asText());
      assertThat(entry.has("columns") || entry.has("raw")).isTrue();
    }
    assertThat(reasons).hasSize(3);
    assertThat(reasons.get(0)).startsWith("4 the recipe recommended has no track 'other' (it has:");
    assertThat(reasons.get(1)).startsWith("5 line 6 is not JSON");
    assertThat(reasons.get(2)).startsWith("6 ");
  }

  @Test
  void takesTheSameShareAndTheSameNumberEachTime() throws Exception {
    String[] lines = new String[2_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = "{\"id\":\"%d\",\"prompt\":\"Q?\",\"track\":\"rl\"}".formatted(i);
    }
    RowFile file = file(lines);
    List<String> fingerprints = List.of(file.fingerprint(read -> {}));
    List<String> share = run(file, RowSelection.share(0.1, 7), Long.MAX_VALUE);
    assertThat(share).hasSizeBetween(140, 260);
    assertThat(run(file, RowSelection.share(0.1, 7), Long.MAX_VALUE)).isEqualTo(share);
    assertThat(run(file, RowSelection.share(0.1, 8), Long.MAX_VALUE)).isNotEqualTo(share);
    RowSelection fifty = RowSelection.count(50, 7, List.of(file), fingerprints, RowLimits.DEFAULT);
    Set<String> taken = new TreeSet<>(run(file, fifty, Long.MAX_VALUE));
    assertThat(taken).hasSize(50).isSubsetOf(share);
    RowSelection all = RowSelection.count(5_000, 7, List.of(file), fingerprints, RowLimits.DEFAULT);
    assertThat(run(file, all, Long.MAX_VALUE)).hasSize(2_000);
    assertThat(run(file, RowSelection.ALL, 33)).hasSize(33);
  }

  @Test
  void forgetsUnmappedRowsThatAreReadAgain() throws Exception {
    Path side = folder.resolve("side.jsonl");
    Files.writeString(
        side,
        "{\"row\":3,\"fingerprint\":\"a\"}\n{\"row\":9,\"fingerprint\":\"a\"}\n"
            + "{\"row\":12,\"fingerprint\":\"b\"}\n{\"row\":10,\"finger");
    try (UnmappedRows rows = new UnmappedRows(side)) {
      rows.forget("a", 9);
    }
    assertThat(Files.readAllLines(side))
        .containsExactly("{\"row\":3,\"fingerprint\":\"a\"}", "{\"row\":12,\"fingerprint\":\"b\"}");
  }

  private RowFile file(String... lines) throws IOException {
    Path path = Files.write(folder.resolve("rows.jsonl"), List.of(lines));
    return RowFiles.find(List.of(path.toString())).get(0);
  }

  private List<String> run(RowFile file, RowSelection selection, long limit) throws Exception {
    List<String> written = new ArrayList<>();
    IngestSettings settings =
        new IngestSettings(
            Sources.named("columns"),
            SourceSettings.NONE,
            new TopicChoice(RecipeLoader.load("recommended"), null),
            null,
            RowLimits.DEFAULT,
            1 << 20,
            selection,
            limit,
            100,
            Duration.ofSeconds(5));
    try (UnmappedRows unmapped = new UnmappedRows(folder.resolve("unmapped.jsonl"))) {
      new Ingest(
              settings, new Collected(written), unmapped, new ReadingTally(), IngestListener.NONE)
          .run(List.of(file));
    }
    return written;
  }

  private record Collected(List<String> written) implements SampleSink {
    @Override
    public boolean keepsProgress() {
      return false;
    }

    @Override
    public FileProgress start(FileKey key, FileProgress none) {
      return none;
    }

    @Override
    public void write(String topic, ReadRow row, Sample sample, byte[] json) {
      written.add(topic + " " + sample.id());
    }

    @Override
    public void commit(FileProgress progress) {}

    @Override
    public void close() {}
  }
}
