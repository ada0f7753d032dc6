package io.medsift.cli.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.storage.Sha256;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksBuildTest {
  private static final String COMMON_ROW =
      """
      {"question": "Which nerve?", "options": {"A": "II", "B": "III"}, "answer": "II"}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void readsEachLayoutByItsColumns() throws Exception {
    String mmluPro =
        file(
            "mmlu-pro.json",
            """
            [{"question_id": 70, "question": "Which nerve?", "options": ["II", "III"], "answer": "B"},
             {"question_id": 71, "question": "Which vein?", "options": "['cava', 'porta']"}]
            """);
    String medBullets =
        file(
            "medbullets.json",
            """
            {"question": {"0": "Which nerve?", "1": "Which vein?"},
             "opa": {"0": "II", "1": "cava"}, "opb": {"0": "III", "1": null},
             "answer": {"0": "II", "1": "cava"}}
            """);
    String all =
        file(
            "eval_data.json",
            "{\"NEJM\": [%s], \"Lancet\": [%s, {\"idx\": 4, \"problem\": \"Why?\"}]}"
                .formatted(COMMON_ROW.strip(), COMMON_ROW.strip()));
    String healthBench =
        file(
            "healthbench.jsonl",
            """
            {"prompt_id": "p1", "prompt": [{"role": "user", "content": "Fever?"}], "rubrics": []}
            """);
    assertThat(build(List.of(mmluPro, medBullets, all, healthBench, packed("common.jsonl.gz"))))
        .isZero();
    assertThat(ids("mmlu-pro")).containsExactly("70", "71");
    assertThat(item("mmlu-pro", 1).questionWithOptions())
        .isEqualTo("Which vein?\nA. cava\nB. porta");
    assertThat(ids("medbullets")).containsExactly("0", "1");
    assertThat(item("medbullets", 1).questionWithOptions()).isEqualTo("Which vein?\nA. cava");
    assertThat(ids("eval_data")).containsExactly("NEJM-0", "Lancet-0", "4");
    assertThat(item("healthbench", 0).question()).isEqualTo("Fever?");
    assertThat(ids("common")).containsExactly("common-0");
    assertThat(item("common", 0).answer()).contains("II");
  }

  @Test
  void countsTheRowsOfASetThroughAllItsFiles() throws Exception {
    Path parts = Files.createDirectory(directory.resolve("parts"));
    Files.writeString(parts.resolve("0.jsonl"), COMMON_ROW + COMMON_ROW);
    Files.writeString(parts.resolve("1.jsonl"), COMMON_ROW);
    assertThat(build(List.of("mmlu=" + parts))).isZero();
    assertThat(ids("mmlu")).containsExactly("mmlu-0", "mmlu-1", "mmlu-2");
  }

  @Test
  void readsTheLayoutThatIsNamed() throws Exception {
    String file =
        file(
            "gpqa.jsonl",
            """
            {"question": "no", "Question": "Which codon?", "Correct Answer": "UAA"}
            """);
    assertThat(build(List.of(file), "--layout", "gpqa")).isZero();
    assertThat(item("gpqa", 0).questionWithOptions()).isEqualTo("Which codon?\nA. UAA");
    assertThat(build(List.of(file), "--layout", "gqpa")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no layout 'gqpa'; did you mean 'gpqa'?");
  }

  @Test
  void embedsTheItemsForTheRuleSemantic() throws Exception {
    String file = file("own.jsonl", COMMON_ROW);
    assertThat(build(List.of(file), "--recipe", "recommended")).isEqualTo(2);
    assertThat(err.toString()).contains("--recipe requires --semantic");

    assertThat(build(List.of(file), "--semantic")).as(err.toString()).isZero();

    assertThat(out.toString()).contains("all-MiniLM-L6-v2: vectors-v1-");
    BenchmarkIndex.Embedding embedding =
        BenchmarkIndex.load(directory.resolve("index")).embedding().orElseThrow();
    assertThat(embedding.vectors().get().count()).isEqualTo(2);
  }

  @Test
  void showsWhatAnIndexWasBuiltFrom() throws Exception {
    String file = file("own.jsonl", COMMON_ROW);
    assertThat(build(List.of("mine=" + file))).isZero();
    Path index = directory.resolve("index");
    StringWriter shown = new StringWriter();
    CommandLine line =
        Medsift.commandLine()
            .setOut(new PrintWriter(shown, true))
            .setErr(new PrintWriter(err, true));

    assertThat(line.execute("benchmarks", "show", index.toString())).as(err.toString()).isZero();
    assertThat(shown.toString())
        .contains("mine: 1 item\n  own.jsonl  SHA-256 " + Sha256.of(Path.of(file)) + "\n")
        .contains("1 evaluation set with 1 item. Fingerprint: benchmarks-v3-");

    assertThat(line.execute("benchmarks", "show", directory.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(directory + " is not a benchmark index");
  }

  @Test
  void anIndexWithoutVectorsDoesNotServeTheRuleSemantic() throws Exception {
    String recipe =
        file(
            "recipe.yaml",
            """
            name: by-meaning
            decontaminate: [{rule: aligned}, {rule: semantic}]
            tracks: {web: {gates: [decontaminate]}}
            """);
    assertThat(build(List.of(file("own.jsonl", COMMON_ROW)))).isZero();

    int code =
        Medsift.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "benchmarks",
                "probe",
                "--recipe",
                recipe,
                "--benchmarks",
                directory.resolve("index").toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .contains("the rule semantic needs an index with the vectors of its items")
        .contains("medsift benchmarks build --semantic");
  }

  @Test
  void namesSetFileAndRowOfWhatIsNoQuestion() throws Exception {
    String file = file("rows.jsonl", COMMON_ROW + "{\"text\": \"x\"}\n");
    assertThat(build(List.of("mine=" + file))).isEqualTo(1);
    assertThat(err.toString())
        .contains("evaluation set 'mine': row 2 of " + file)
        .contains("it has no 'question'; its columns are [text]");
    assertThat(Files.exists(directory.resolve("index"))).isFalse();
  }

  @Test
  void namesSetFileAndRowOfWhatIsNoJson() throws Exception {
    String file = file("rows.jsonl", COMMON_ROW + "{nonsense\n");
    assertThat(build(List.of(file))).isEqualTo(1);
    assertThat(err.toString()).contains("evaluation set 'rows': row 2 of " + file);
  }

  @Test
  void refusesAQuestionThatTheIndexWouldNotRead() throws Exception {
    for (String blank : List.of(" ", "\\u00a0", "\\u0085\\u001c", "\\ufeff")) {
      assertThat(build(List.of(file("rows.jsonl", "{\"question\": \"" + blank + "\"}"))))
          .isEqualTo(1);
    }
    assertThat(err.toString().lines().filter(line -> line.contains("is empty"))).hasSize(4);
  }

  @Test
  void refusesAFileWithoutRows() throws Exception {
    assertThat(build(List.of(file("blank.jsonl", "\n")))).isEqualTo(2);
    assertThat(err.toString()).contains("--set " + directory.resolve("blank.jsonl") + " is empty");
    assertThat(build(List.of(file("empty.jsonl", "")))).isEqualTo(2);
    assertThat(err.toString()).contains("empty.jsonl is empty");
    assertThat(Files.exists(directory.resolve("index"))).isFalse();
  }

  @Test
  void saysHowManyItemsEachSetHasAndWhichAreRepeatedOrShort() throws Exception {
    String question =
        "{\"question\": \"Which of these nerves leaves the %s through its foramen?\"}\n";
    String first = question.formatted("skull") + question.formatted("spine") + COMMON_ROW;
    String second = question.formatted("SKULL").replace("nerves ", "nerves  ") + COMMON_ROW;
    assertThat(build(List.of(file("first.jsonl", first), file("second.jsonl", second)))).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains("evaluation set items repeated short", "first 3 0 1", "second 2 2 1")
        .anyMatch(line -> line.startsWith("Built the index of 2 evaluation sets with 5 items in "));
  }

  @Test
  void saysWhichTextsMayStandForNoValueAndWhatTheyCountAs() throws Exception {
    String row =
        """
        {"question": "Which nerve?", "opa": "II", "opb": "None", "opc": %s, "answer": "II"}
        """;
    String file = file("set.jsonl", row.formatted("\"nan\"") + row.formatted("null"));
    assertThat(build(List.of(file))).isZero();
    assertThat(out.toString())
        .contains(
            "set: 'nan' in the column 'opc' counts as no value in 1 row.",
            "set: 'None' in the column 'opb' counts as text in 2 rows.");
    assertThat(item("set", 0).questionWithOptions()).isEqualTo("Which nerve?\nA. II\nB. None");
  }

  private String file(String name, String content) throws Exception {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private String packed(String name) throws Exception {
    Path file = directory.resolve(name);
    try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
      stream.write(COMMON_ROW.getBytes(UTF_8));
    }
    return file.toString();
  }

  private int build(List<String> sets, String... more) {
    List<String> arguments = new ArrayList<>(List.of("benchmarks", "build", "--set"));
    arguments.addAll(sets);
    arguments.addAll(List.of("--out", directory.resolve("index").toString()));
    arguments.addAll(List.of(more));
    return Medsift.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private List<String> ids(String set) {
    return items(set).stream().map(EvaluationItem::id).toList();
  }

  private EvaluationItem item(String set, int index) {
    return items(set).get(index);
  }

  private List<EvaluationItem> items(String set) {
    return BenchmarkIndex.load(directory.resolve("index")).items().stream()
        .filter(item -> item.set().equals(set))
        .toList();
  }
}
