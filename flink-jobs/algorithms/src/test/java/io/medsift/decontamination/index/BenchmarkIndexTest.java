package io.medsift.decontamination.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.storage.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkIndexTest {
  private static final String ROWS =
      """
      {"id": "q1", "question": "Which nerve?", "options": {"A": "II", "B": "III"}, "answer": "A"}

      {"question": "Welcher Nerv? \\ud83d\\ude00 病", "options": {"A": "II", "B": 3}, "answer": ["x"]}
      {"id": 7, "question": "Q", "options": {"A": "yes", "B": null}, "answer": null}
      {"id": null, "question": " Q2 ", "options": {"A": "yes"}, "extra": {}}
      {"question": "lone \\ud800", "options": null}
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("rows.jsonl");
    Files.writeString(file, ROWS);
  }

  @Nested
  class Reading {
    @Test
    void understandsRows() {
      BenchmarkIndex index = new BenchmarkIndex.Builder().add("set", file).build();
      assertThat(index.items())
          .extracting(EvaluationItem::id)
          .containsExactly("q1", "set-2", "7", "set-4", "set-5");
      assertThat(index.items().get(0).questionWithOptions())
          .isEqualTo("Which nerve?\nA. II\nB. III");
      assertThat(index.items().get(0).answer()).contains("A");
      assertThat(index.items().get(1).options())
          .containsExactly(
              new EvaluationItem.Option("A", "II"), new EvaluationItem.Option("B", "3"));
      assertThat(index.items().get(1).answer()).contains("[\"x\"]");
      assertThat(index.items().get(2).options())
          .containsExactly(new EvaluationItem.Option("A", "yes"));
      assertThat(index.items().get(2).answer()).isEmpty();
      assertThat(index.items().get(3).options())
          .containsExactly(new EvaluationItem.Option("A", "yes"));
      assertThat(index.items().get(3).question()).isEqualTo(" Q2 ");
      assertThat(index.items().get(4).options()).isEmpty();
    }

    @Test
    void readsGzipAndByteOrderMark() throws IOException {
      Path packed = folder.resolve("packed");
      try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(packed))) {
        stream.write(("\uFEFF" + ROWS).getBytes(UTF_8));
      }
      assertThat(new BenchmarkIndex.Builder().add("set", packed).build().fingerprint())
          .isEqualTo(new BenchmarkIndex.Builder().add("set", file).build().fingerprint());
    }

    @Test
    void readsOtherColumns() throws IOException {
      Files.writeString(file, "{\"Question\": \"Why?\"}\n");
      BenchmarkIndex index =
          new BenchmarkIndex.Builder()
              .add("set", file, new EvaluationColumns("Question", "options", "id", "answer"))
              .build();
      assertThat(index.items().get(0).question()).isEqualTo("Why?");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{nonsense                               | is not JSON",
          "{\"question\": \"a\"} {}                | is not JSON",
          "[1]                                     | is not a JSON object",
          "{\"id\": \"x\"}                         | has no 'question'",
          "{\"question\": null}                    | has no 'question'",
          "{\"question\": \" \\u00a0\"}            | has an empty 'question'",
          "{\"question\": 5}                       | has a 'question' that is not text",
          "{\"question\": \"a\", \"options\": 5}   | has 'options' that are not an object",
          "{\"question\": \"a\", \"options\": []}  | has 'options' that are not an object",
          "{\"question\": \"a\", \"options\": {\"A\": []}}| has an option that is neither",
          "{\"question\": \"a\", \"id\": {}}       | has an 'id' that is neither",
        })
    void namesFileLineAndProblem(String row, String problem) throws IOException {
      Files.writeString(file, "{\"question\": \"fine\"}\n\n" + row + "\n");
      assertThatThrownBy(() -> new BenchmarkIndex.Builder().add("set", file))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageContaining("'set'")
          .hasMessageContaining("line 3 of " + file)
          .hasMessageContaining(problem);
    }

    @Test
    void refusesWhatIsNoSet() throws IOException {
      BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder();
      assertThatThrownBy(() -> builder.add("set", folder.resolve("none")))
          .hasMessageContaining("there is no file");
      Files.writeString(file, "\n \n");
      assertThatThrownBy(() -> builder.add("set", file)).hasMessageContaining("holds no rows");
      Files.write(file, new byte[] {'{', (byte) 0xFF});
      assertThatThrownBy(() -> builder.add("set", file)).hasMessageContaining("must be UTF-8");
      assertThatThrownBy(builder::build).hasMessageContaining("at least one evaluation set");
      assertThatThrownBy(() -> builder.add(" ", file)).hasMessageContaining("needs a name");
    }

    @Test
    void refusesTwoSetsOfOneName() {
      BenchmarkIndex.Builder builder = new BenchmarkIndex.Builder().add("set", file);
      assertThatThrownBy(() -> builder.add("set", file))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageContaining("Two evaluation sets are named 'set'");
    }
  }

  @Nested
  class Storing {
    @Test
    void loadsWhatWasBuilt() {
      Path directory = folder.resolve("deep").resolve("index");
      BenchmarkIndex built = builder().build(directory);
      BenchmarkIndex loaded = BenchmarkIndex.load(directory);
      assertThat(loaded.sets()).isEqualTo(built.sets());
      assertThat(loaded.items()).isEqualTo(built.items());
      assertThat(loaded.fingerprint()).isEqualTo(built.fingerprint()).startsWith("benchmarks-v3-");
    }

    @Test
    void sameInputGivesSameBytes() throws IOException {
      builder().build(folder.resolve("one"));
      builder().build(folder.resolve("two"));
      assertThat(content(folder.resolve("one"))).isEqualTo(content(folder.resolve("two")));
    }

    @Test
    void fingerprintDependsOnNameOrderAndContent() throws IOException {
      String one = builder().build().fingerprint();
      assertThat(
              new BenchmarkIndex.Builder().add("B c/d", file).add("a", file).build().fingerprint())
          .isNotEqualTo(one);
      Files.writeString(file, ROWS.replace("nerve", "Nerve"));
      assertThat(builder().build().fingerprint()).isNotEqualTo(one);
    }

    @Test
    void replacesAnIndexAndLeavesNothingBehind() throws IOException {
      Path directory = folder.resolve("index");
      builder().build(directory);
      new BenchmarkIndex.Builder().add("only", file).build(directory);
      assertThat(BenchmarkIndex.load(directory).sets()).hasSize(1);
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left).containsExactlyInAnyOrder(file, directory);
      }
    }

    @Test
    void refusesToReplaceAnythingElse() throws IOException {
      Path directory = Files.createDirectory(folder.resolve("mine"));
      Files.writeString(directory.resolve("manifest.json"), "{\"format\": \"other\"}");
      assertThatThrownBy(() -> builder().build(directory))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageContaining("holds files but no benchmark index");
      assertThatThrownBy(() -> builder().build(file)).hasMessageContaining("is a file");
      assertThat(content(directory)).hasSize(1);
    }

    private BenchmarkIndex.Builder builder() {
      return new BenchmarkIndex.Builder().add("a", file).add("B c/d", file);
    }

    private static Map<String, String> content(Path directory) throws IOException {
      Map<String, String> content = new TreeMap<>();
      try (Stream<Path> files = Files.list(directory)) {
        for (Path path : (Iterable<Path>) files::iterator) {
          content.put(path.getFileName().toString(), Files.readString(path));
        }
      }
      return content;
    }
  }

  @Nested
  class Refusing {
    private Path directory;

    @BeforeEach
    void build() {
      directory = folder.resolve("index");
      new BenchmarkIndex.Builder().add("set", file).build(directory);
    }

    @Test
    void changedDataNamesFileExpectedAndFound() throws IOException {
      Path data = directory.resolve("000-set.jsonl");
      String before = Sha256.of(data);
      Files.writeString(data, Files.readString(data).replace("nerve", "Nerve"));
      assertThatThrownBy(() -> BenchmarkIndex.load(directory))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("expected sha256 " + before)
          .hasMessageContaining("found " + Sha256.of(data))
          .hasMessageContaining("medsift benchmarks build");
    }

    @Test
    void missingDataAndManifest() throws IOException {
      Files.delete(directory.resolve("000-set.jsonl"));
      assertThatThrownBy(() -> BenchmarkIndex.load(directory))
          .hasMessageContaining("000-set.jsonl is missing");
      Files.delete(directory.resolve("manifest.json"));
      assertThatThrownBy(() -> BenchmarkIndex.load(directory))
          .hasMessageContaining("is not a benchmark index");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"version\" : 3            | \"version\" : 2     | expected version 3, found 2. Build",
          "medsift-benchmarks         | other               | expected format medsift-benchmarks",
          "\"rows\" : 5               | \"rows\" : 6        | expected rows 6, found 5",
          "benchmarks-v3-             | benchmarks-v3-0     | expected fingerprint",
          "\"sets\"                   | \"sats\"            | is damaged",
          "\"sha256\" :               | \"sha257\" :        | is damaged",
          "{                          | [                   | is damaged",
        })
    void changedManifest(String from, String to, String message) throws IOException {
      Path manifest = directory.resolve("manifest.json");
      Files.writeString(manifest, Files.readString(manifest).replace(from, to));
      assertThatThrownBy(() -> BenchmarkIndex.load(directory))
          .isInstanceOf(BenchmarkException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining(message);
    }
  }
}
