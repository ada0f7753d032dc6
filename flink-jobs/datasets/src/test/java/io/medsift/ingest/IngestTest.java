package io.medsift.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.ingest.Ingest.IngestListener;
import io.medsift.ingest.IngestOutcome.FileOutcome;
import io.medsift.parquet.JsonFields;
import io.medsift.parquet.ParquetRowWriter;
import io.medsift.parquet.ParquetSettings;
import io.medsift.recipe.RecipeLoader;
import io.medsift.rows.ReadRow;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFileException;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowLimits;
import io.medsift.sample.Sample;
import io.medsift.sources.ReadingTally;
import io.medsift.sources.SourceSettings;
import io.medsift.sources.catalogue.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
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
            RowSampling.ALL,
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
    List<String> share = run(file, RowSampling.share(0.1, 7), Long.MAX_VALUE);
    assertThat(share).hasSizeBetween(140, 260);
    assertThat(run(file, RowSampling.share(0.1, 7), Long.MAX_VALUE)).isEqualTo(share);
    assertThat(run(file, RowSampling.share(0.1, 8), Long.MAX_VALUE)).isNotEqualTo(share);
    RowSampling fifty = RowSampling.count(50, 7, List.of(file), fingerprints, RowLimits.DEFAULT);
    Set<String> taken = new TreeSet<>(run(file, fifty, Long.MAX_VALUE));
    assertThat(taken).hasSize(50).isSubsetOf(share);
    RowSampling all = RowSampling.count(5_000, 7, List.of(file), fingerprints, RowLimits.DEFAULT);
    assertThat(run(file, all, Long.MAX_VALUE)).hasSize(2_000);
    assertThat(run(file, RowSampling.ALL, 33)).hasSize(33);
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

  @Test
  void failsWhereNoRowIsOfTheSource() throws Exception {
    IngestOutcome wrong =
        medMcqa(
            write(
                "chat.jsonl", "{\"input\":\"Dizzy?\",\"output\":\"Rest.\"}", "{\"input\":\"b\"}"));
    assertThatThrownBy(wrong::requireSamples)
        .isInstanceOf(IngestException.class)
        .hasMessageStartingWith(
            "no row became a sample of medmcqa: of 2 read, 2 could not be mapped")
        .hasMessageContaining("the first one row 1 of")
        .hasMessageEndingWith("chat.jsonl: column 'question' is missing");
    String empty = Files.write(folder.resolve("empty.jsonl"), new byte[0]).toString();
    assertThatThrownBy(medMcqa(empty)::requireSamples)
        .isInstanceOf(IngestException.class)
        .hasMessage("there are no rows in " + empty);
    medMcqa(write("test.jsonl", question(-1))).requireSamples();
    medMcqa(write("mixed.jsonl", question(0), "{}")).requireSamples();
  }

  @Test
  void saysWhichReadingEachFileUsedWhereTheyDiffer() throws Exception {
    String zero = write("zero.jsonl", question(0), question(1));
    String one = write("one.jsonl", question(4));
    assertThat(medMcqa(zero, one).readings())
        .contains("cop: 0-based, 2 rows of " + zero, "cop: 1-based, 1 row of " + one)
        .contains("choice_type: null, 3 rows");
    assertThat(medMcqa(zero, write("again.jsonl", question(0))).readings())
        .contains("cop: 0-based, 3 rows");
  }

  @Test
  void namesADamagedFileThatIsLookedThroughFirst() throws Exception {
    String[] lines = new String[20_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = question(1 + i % 3).replace("Q?", "Q" + i * 7919L);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(String.join("\n", lines).getBytes(UTF_8));
    }
    Path cut = folder.resolve("cut.jsonl.gz");
    Files.write(cut, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    assertThatThrownBy(() -> medMcqa(cut.toString()))
        .isInstanceOf(RowFileException.class)
        .hasMessageContaining("ends too early");

    Path broken = folder.resolve("broken.parquet");
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message row { optional binary question (STRING); optional int32 cop; }");
    try (ParquetRowWriter<ObjectNode> writer =
        ParquetRowWriter.create(broken, schema, new JsonFields(schema), ParquetSettings.DEFAULT)) {
      for (String line : lines) {
        writer.write(((ObjectNode) JSON.readTree(line)).retain("question", "cop"));
      }
    }
    byte[] bytes = Files.readAllBytes(broken);
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x5A);
    Files.write(broken, bytes);
    assertThatThrownBy(() -> medMcqa(broken.toString()))
        .isInstanceOf(RowFileException.class)
        .hasMessageStartingWith(broken + ": ");
  }

  @Test
  void stopsWhereTheSinkTakesNoMore() throws Exception {
    List<String> written = new ArrayList<>();
    String file = write("a.jsonl", question(-1), "{}", question(0), question(0), question(-1));
    RowFile[] files =
        RowFiles.find(List.of(file, write("b.jsonl", question(0)))).toArray(RowFile[]::new);
    IngestOutcome outcome =
        ingest("medmcqa", new Collected(written, 2), RowSampling.ALL, 100, files);
    assertThat(written).hasSize(2);
    assertThat(outcome.files()).hasSize(1);
    assertThat(outcome.added(FileProgress::rows)).isEqualTo(4);
    assertThat(outcome.files().get(0).reached().finished()).isFalse();
  }

  @Test
  void countsWhatWasAddedNow() {
    FileProgress before = new FileProgress("a", "all rows", 3, 2, 0, 1, true);
    FileProgress begun = new FileProgress("b", "all rows", 3, 2, 0, 1, false);
    FileProgress ended = new FileProgress("b", "all rows", 8, 6, 1, 1, true);
    IngestOutcome outcome =
        new IngestOutcome(
            Sources.named("medmcqa"),
            List.of(
                new FileOutcome(before, before, new ReadingTally()),
                new FileOutcome(begun, ended, new ReadingTally())),
            null);
    assertThat(outcome.added(FileProgress::rows)).isEqualTo(5);
    assertThat(outcome.added(FileProgress::samples)).isEqualTo(4);
    assertThat(outcome.all(FileProgress::samples)).isEqualTo(8);
  }

  @Test
  void leavesNothingOfAFileThatIsNotWhole() throws Exception {
    Path out = folder.resolve("out/samples.jsonl");
    new JsonLinesSink(out).close();
    assertThat(out.getParent()).isEmptyDirectory();
    try (JsonLinesSink sink = new JsonLinesSink(out)) {
      sink.complete();
    }
    assertThat(out.getParent()).isDirectoryContaining(out::equals);
  }

  private RowFile file(String... lines) throws IOException {
    Path path = Files.write(folder.resolve("rows.jsonl"), List.of(lines));
    return RowFiles.find(List.of(path.toString())).get(0);
  }

  private List<String> run(RowFile file, RowSampling selection, long limit) throws Exception {
    List<String> written = new ArrayList<>();
    ingest("columns", new Collected(written, Long.MAX_VALUE), selection, limit, file);
    return written;
  }

  private IngestOutcome ingest(
      String source, SampleSink sink, RowSampling selection, long limit, RowFile... files)
      throws Exception {
    IngestSettings settings =
        new IngestSettings(
            Sources.named(source),
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
      return new Ingest(settings, sink, unmapped, IngestListener.NONE).run(List.of(files));
    }
  }

  private IngestOutcome medMcqa(String... files) throws Exception {
    Collected sink = new Collected(new ArrayList<>(), Long.MAX_VALUE);
    RowFile[] found = RowFiles.find(List.of(files)).toArray(RowFile[]::new);
    return ingest("medmcqa", sink, RowSampling.ALL, Long.MAX_VALUE, found);
  }

  private String write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines)).toString();
  }

  private static String question(int cop) {
    return ("{\"question\":\"Q?\",\"opa\":\"1\",\"opb\":\"2\",\"opc\":\"3\",\"opd\":\"4\","
            + "\"cop\":%d}")
        .formatted(cop);
  }

  private record Collected(List<String> written, long most) implements SampleSink {
    @Override
    public boolean takesMore() {
      return written.size() < most;
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
