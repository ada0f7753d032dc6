package io.medsift.cli.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.medsift.cli.Medsift;
import io.medsift.export.contamination.LeakMeasurement;
import io.medsift.recipe.RecipeLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProbeCommandTest {
  private static final Path DEMO = Path.of("../../deploy/demo/benchmarks");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void measuresWhatARecipeFindsAndWritesIt() throws Exception {
    Path clean = directory.resolve("clean.jsonl");
    Files.writeString(
        clean, "{\"prompt\": \"Why is the sky blue?\"}\n{\"prompt\": \"And why?\"}\n");
    Path file = directory.resolve("probe.json");

    assertThat(probe("--items", "10", "--clean", clean.toString(), "--out", file.toString()))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("In prompts, by aligned:", "In responses, by calibrated:", "as published")
        .contains("typos 5", "0 of 2 clean prompts are flagged (0.00 %).")
        .contains("Recipe recommended, up to 10 items of each set, seed 0.");
    JsonNode statement = new ObjectMapper().readTree(file.toFile());
    assertThat(statement.get("evaluation_sets")).hasSize(3);
    for (JsonNode set : statement.get("evaluation_sets")) {
      assertThat(set.get("fields")).hasSize(3);
      JsonNode prompts = set.get("fields").get(0);
      assertThat(prompts.get("changed").get("chat").get("planted").asInt()).isEqualTo(10);
      assertThat(prompts.get("not_found").get("items").asInt()).isLessThan(3);
      assertThat(set.get("languages")).isNotEmpty();
    }
    JsonNode vignettes = statement.get("evaluation_sets").get(1);
    assertThat(vignettes.get("name").asText()).isEqualTo("ward-rounds");
    assertThat(vignettes.get("fields").get(0).get("changed").get("typos_2").get("found").asInt())
        .isGreaterThanOrEqualTo(9);
    assertThat(statement.get("clean").get("prompts").get("texts").asInt()).isEqualTo(2);
    assertThat(LeakMeasurement.read(file).itemsOfEachSet()).isEqualTo(10);
  }

  @Test
  void measuresParaphrasesOfItems() throws Exception {
    Path file = directory.resolve("paraphrases.jsonl");
    Path figures = directory.resolve("probe.json");
    Files.writeString(
        file,
        """
        {"id": "short-recall-001", "paraphrase": "Antidote for heparin, please?"}
        {"id": "short-recall-001", "paraphrase": "What reverses an overdose of UFH?"}
        """);

    assertThat(probe("--items", "2", "--paraphrases", file.toString(), "--out", figures.toString()))
        .as(err.toString())
        .isZero();

    assertThat(out.toString()).contains("paraphrase ");
    LeakMeasurement measured = LeakMeasurement.read(figures);
    assertThat(measured.set("short-recall").fields().get(0).changed().get("paraphrase").planted())
        .isEqualTo(2);
    assertThat(measured.set("ward-rounds").fields().get(0).changed().get("paraphrase").planted())
        .isZero();
    Files.writeString(file, "{\"id\": \"none\", \"paraphrase\": \"Why?\"}\n");
    assertThat(probe("--paraphrases", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("row 1 of " + file + ": no item of the evaluation sets has the id 'none'");
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(probe("--items", "5", "--seed", "3")).isZero();
    String first = out.toString();
    out.getBuffer().setLength(0);
    assertThat(probe("--items", "5", "--seed", "3")).isZero();
    assertThat(out.toString()).isEqualTo(first);
  }

  @Test
  void measuresARecipeThatComparesNoPrompts() throws Exception {
    String recipe = RecipeLoader.document("recommended");
    Path file = directory.resolve("responses.yaml");
    Files.writeString(file, recipe.replace("[prompt, history, system]", "[response]"));

    assertThat(probe("--items", "5", "--recipe", file.toString())).as(err.toString()).isZero();

    assertThat(out.toString()).contains("In responses, by").doesNotContain("In prompts");
  }

  @Test
  void refusesARecipeWhoseOnlyRuleAsksAModel() throws Exception {
    Path file = directory.resolve("by-model.yaml");
    Files.writeString(
        file,
        """
        name: by-model
        decontaminate: [{rule: semantic, decide: model, floor: 0.7}]
        tracks: {web: {gates: [decontaminate]}}
        """);

    assertThat(probe("--recipe", file.toString())).as(out.toString()).isEqualTo(2);

    assertThat(err.toString())
        .contains("no rule of the recipe by-model can be measured: its rule semantic asks a model");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Path clean = directory.resolve("clean.jsonl");
    Files.writeString(clean, "{\"text\": \"Why?\"}\n");

    assertThat(probe("--items", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--items");
    assertThat(probe("--clean", clean.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("row 1 of " + clean + " has no text 'prompt'");
    Files.writeString(clean, "{\"prompt\": \"Why?\"}\n{\"prompt\": \n");
    assertThat(probe("--clean", clean.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("row 2 of " + clean + ": ");
    assertThat(probe("--clean", directory.resolve("none.jsonl").toString())).isEqualTo(2);
  }

  private int probe(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("benchmarks", "probe", "--benchmarks", DEMO + "/*.jsonl"));
    arguments.addAll(List.of(more));
    CommandLine line = Medsift.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(String[]::new));
  }
}
