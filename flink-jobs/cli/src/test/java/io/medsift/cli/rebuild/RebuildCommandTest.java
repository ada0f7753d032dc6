package io.medsift.cli.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.Medsift;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebuildCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;
  private Path rows;
  private Path index;

  @BeforeEach
  void write() throws Exception {
    rows = Files.writeString(directory.resolve("rows.jsonl"), "{}\n");
    index = Files.createDirectory(directory.resolve("index"));
  }

  @Test
  void plansWithoutDoingAnything() {
    List<String> arguments = new ArrayList<>(List.of("rebuild", "ii-medical-sft", "--plan"));
    for (String source : List.of("medmcqa", "pubmedqa", "chatdoctor", "m23k")) {
      arguments.addAll(List.of("--data", source + "=" + rows));
    }
    arguments.addAll(List.of("--sources", "medmcqa,pubmedqa,chatdoctor,m23k", "--limit", "100"));
    arguments.addAll(List.of("--benchmarks", index.toString()));
    arguments.addAll(List.of("--out", directory.resolve("rebuild").toString()));

    assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();

    assertThat(out.toString())
        .containsPattern("(?m)^m23k +public_medical +100 +local +samples +0$")
        .containsPattern("(?m)^medmcqa +synthetic_qa +100 +local +prompts +800$")
        .containsPattern("(?m)^pubmedqa +synthetic_qa +100 +local +prompts +1,600$")
        .containsPattern("(?m)^chatdoctor +general_instruct +100 +local +prompts +1,600$")
        .contains("generator, Qwen/Qwen3-235B-A22B: at most 2,400 requests")
        .contains("judge, gpt-4o-2024-11-20: at most 800 requests")
        .contains("equivalence, Qwen/Qwen2.5-32B-Instruct: at most 800 requests")
        .contains("Cost: not known")
        .contains(
            "medsift ingest " + rows + " --source medmcqa --recipe ii-medical-sft --limit 100")
        .contains("medsift generate --recipe ii-medical-sft --until-end")
        .contains("medsift annotate", "medsift audit", "medsift export")
        .contains("medsift benchmarks probe --recipe ii-medical-sft")
        .containsPattern("medsift export .*--probe ")
        .doesNotContain("medsift evolve");
    assertThat(directory.resolve("rebuild")).doesNotExist();
  }

  @Test
  void asksNoModelForARecipeOfPrompts() {
    assertThat(
            run(
                "rebuild",
                "ii-medical-rl",
                "--plan",
                "--data",
                "medreason-rl=" + rows,
                "--benchmarks",
                index.toString()))
        .isZero();
    assertThat(out.toString()).doesNotContain("generate", "annotate", "requests, at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ii-medical-slt | --plan | unknown recipe 'ii-medical-slt'; did you mean 'ii-medical-sft'?
          ii-medical-rl | --sources medresaon-rl | did you mean 'medreason-rl'?
          ii-medical-rl | --sources medqa | the source medqa is for the track synthetic_qa, which the recipe ii-medical-rl does not have
          ii-medical-rl | --suite other | there is no suite of evaluation sets 'other'
          ii-medical-rl | --data medreason-rl | --data must be NAME=PATH, got 'medreason-rl'
          ii-medical-rl | --data medreason-rl=nowhere | --data nowhere does not exist
          ii-medical-rl | --sample 0 | --sample must be a fraction above 0 and below 1, or a number of rows, got 0
          ii-medical-rl | --limit 0 | --limit must be at least 1, got 0
          ii-medical-sft | --sources evol-instruct | the source evol-instruct has no published dataset: add --data evol-instruct=PATH
          """)
  void namesWhatIsWrong(String recipe, String options, String problem) {
    List<String> arguments = new ArrayList<>(List.of("rebuild", recipe));
    arguments.addAll(List.of(options.split(" ")));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(problem);
  }

  @Test
  void takesNoDirectoryOfSomethingElse() throws Exception {
    Files.writeString(directory.resolve("index/other"), "");
    assertThat(
            run(
                "rebuild",
                "ii-medical-rl",
                "--data",
                "medreason-rl=" + rows,
                "--benchmarks",
                index.toString(),
                "--out",
                index.toString()))
        .isEqualTo(2);
    assertThat(err.toString()).contains("is not empty and contains no rebuild; name another --out");
  }

  @Test
  void findsTheSourceOfARowWithoutReadingTheRest() {
    assertThat(
            RebuildSummary.sourceOf(
                "{\"source\": \"a\", \"sample\": {\"reference\": {\"source\": \"b\"}, \"source\": \"c\"}}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isEqualTo("c");
    assertThat(RebuildSummary.sourceOf(new byte[] {'{', '}'})).isEqualTo("(no source)");
  }

  private int run(String... arguments) {
    return Medsift.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
