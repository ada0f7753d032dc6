package io.medsift.export.contamination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.WireSchemas;
import io.medsift.export.contamination.ContaminationStatement.Check;
import io.medsift.export.contamination.ContaminationStatement.CheckedSet;
import io.medsift.export.contamination.ContaminationStatement.CountedIn;
import io.medsift.export.contamination.LeakMeasurement.CleanSample;
import io.medsift.export.contamination.LeakMeasurement.Flagged;
import io.medsift.export.contamination.LeakMeasurement.MeasuredFields;
import io.medsift.export.contamination.LeakMeasurement.MeasuredSet;
import io.medsift.export.contamination.LeakMeasurement.NotFound;
import io.medsift.export.contamination.LeakMeasurement.Planted;
import io.medsift.export.directory.Manifest.EvaluationIndex;
import io.medsift.recipe.DecontaminationStep;
import io.medsift.recipe.DecontaminationStep.SampleField;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.storage.NamedFile;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementFactsTest {
  private static final String SHA = "a".repeat(64);
  private static final EvaluationIndex INDEX =
      new EvaluationIndex(
          "ff",
          List.of(
              new EvaluationIndex.SetSize(
                  "medqa", 1_273, null, SHA, List.of(new NamedFile("medqa.jsonl", SHA))),
              new EvaluationIndex.SetSize("mmlu", 90_000, null, SHA, List.of())));

  private final ContaminationCounts counts = new ContaminationCounts();
  private final Map<String, Recipe> recipes = new TreeMap<>();

  @TempDir private Path directory;

  @Test
  void saysWhatWasCheckedHowWellAndWhatWasNot() throws Exception {
    Recipe recipe = RecipeLoader.named("recommended");
    accept(recipe.stamp(), "ff", "r1_trace", 3);
    reject(recipe.stamp(), "medqa", "prompt", "web", 2);
    reject(recipe.stamp(), "medqa", "response", "forum", 1);

    ContaminationStatement statement =
        statement(3, CountedIn.DATASET, List.of(INDEX), List.of(), List.of(measurement(recipe)));

    Check check = statement.checks().get(0);
    assertThat(check.compared()).isEqualTo(3);
    CheckedSet medqa = check.evaluationSets().get(0);
    assertThat(medqa.hits().samples()).isEqualTo(3);
    assertThat(medqa.hits().by())
        .containsExactlyInAnyOrder(
            new ContaminationStatement.HitCount("fuzzy", "prompt", "web", 2),
            new ContaminationStatement.HitCount("fuzzy", "response", "forum", 1));
    assertThat(check.evaluationSets().get(1).hits().samples()).isZero();
    assertThat(statement.summary())
        .anyMatch(
            text ->
                text.startsWith(
                    "3 of 3 rows were compared with 2 evaluation sets with 91,273 items by the"
                        + " recipe recommended (rule aligned in prompts,"))
        .anyMatch(text -> text.startsWith("3 samples were rejected because they repeat an item"))
        .anyMatch(
            text ->
                text.equals(
                    "Of 200 changed items that were planted in prompts (2 kinds of change of 100"
                        + " items drawn at random, seed 7) 190 (95.0 %) were found; of the hardest"
                        + " kind of change, typos 5, 90 (90.0 %, at least 82.5 %)."))
        .anyMatch(text -> text.startsWith("2 of 91,273 items are not found in prompts even as"))
        .anyMatch(text -> text.contains("Of 1,000 prompts that repeat no item 2 (0.2 %, at most"));
    assertThat(statement.notChecked())
        .noneMatch(text -> text.startsWith("Fields"))
        .anyMatch(text -> text.startsWith("Paraphrases"))
        .anyMatch(text -> text.contains("(by script: en, zh)"))
        .anyMatch(text -> text.startsWith("Images"));
    assertIsOfTheSchema(statement);
  }

  @Test
  void aSmallSetIsSpokenOfAsOne() throws Exception {
    Recipe recipe = RecipeLoader.named("recommended");
    accept(recipe.stamp(), "ff", "r1_trace", 1);
    EvaluationIndex ten =
        new EvaluationIndex(
            "ff",
            List.of(
                new EvaluationIndex.SetSize(
                    "zh", 10, null, SHA, List.of(new NamedFile("zh.jsonl", SHA)))));
    for (int tooShort : List.of(0, 1)) {
      MeasuredFields prompts =
          new MeasuredFields(
              List.of(SampleField.PROMPT),
              List.of("aligned"),
              new NotFound(1, tooShort, List.of("zh-3")),
              Map.of("typos_2", Planted.of(9, 9)),
              Map.of());
      LeakMeasurement measured =
          new LeakMeasurement(
              LeakMeasurement.FORMAT,
              recipe.stamp().name(),
              recipe.stamp().hash(),
              "ff",
              recipe.decontaminate(),
              10,
              7,
              List.of(new MeasuredSet("zh", 10, new TreeMap<>(Map.of("zh", 10)), List.of(prompts))),
              null);
      assertThat(statement(1, null, List.of(ten), List.of(), List.of(measured)).summary())
          .anyMatch(text -> text.contains("compared with 1 evaluation set with 10 items"))
          .contains(
              "Of 9 changed items that were planted in prompts (1 kind of change of 10 items, seed"
                  + " 7) 9 (100.0 %) were found; of every kind at least 70.0 %.")
          .contains(
              "The share of prompts that only look like an item and are flagged was not measured:"
                  + " none could be made of these items.")
          .contains(MeasuredWords.LIMITS)
          .anyMatch(
              text ->
                  text.equals(
                      "1 of 10 items is not found in prompts even as published"
                          + (tooShort == 0 ? "" : "; it has fewer than 8 words")
                          + ". Its id is in contamination.json."))
          .contains("The share of clean samples that the rules flag was not measured.");
    }
  }

  @Test
  void paraphrasesThatAModelWasNotAskedAboutAreNotChecked() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("by-model.yaml"),
            """
            name: by-model
            decontaminate: [{rule: aligned}, {rule: semantic, decide: model, floor: 0.7}]
            tracks: {web: {gates: [decontaminate]}}
            """);
    Recipe recipe = RecipeLoader.read(file);
    accept(recipe.stamp(), "ff", "web", 5);
    recipes.put(recipe.stamp().hash(), recipe);
    ContaminationStatement statement = statement(5, null, List.of(INDEX), List.of(), List.of());
    assertThat(statement.notChecked())
        .anyMatch(
            text ->
                text.startsWith(
                    "Paraphrases about which no model was asked: whose embedding has a cosine below"
                        + " 0.7 with that of the item, or to which 5 other items are nearer"));
    assertIsOfTheSchema(statement);
  }

  @Test
  void paraphrasesThatTheRuleSemanticMissesAreNotChecked() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("by-meaning.yaml"),
            """
            name: by-meaning
            decontaminate: [{rule: aligned}, {rule: semantic, threshold: 0.8}]
            tracks: {web: {gates: [decontaminate]}}
            """);
    Recipe recipe = RecipeLoader.read(file);
    accept(recipe.stamp(), "ff", "web", 5);
    recipes.put(recipe.stamp().hash(), recipe);

    ContaminationStatement statement = statement(5, null, List.of(INDEX), List.of(), List.of());

    assertThat(statement.summary()).anyMatch(text -> text.contains("rule semantic in prompts"));
    assertThat(statement.notChecked())
        .anyMatch(text -> text.startsWith("Paraphrases whose embedding has a cosine below 0.8"))
        .noneMatch(text -> text.contains("with few words in common"));
    assertIsOfTheSchema(statement);
  }

  @Test
  void namesFieldsAndLanguagesThatALiteralRecipeDoesNotCompare() throws Exception {
    Recipe recipe = RecipeLoader.named("ii-medical-sft");
    accept(recipe.stamp(), "ff", "public_medical", 5);

    ContaminationStatement statement = statement(5, null, List.of(INDEX), List.of(), List.of());

    assertThat(statement.summary())
        .contains(
            "Samples that were rejected because they repeat an item were not counted.",
            "The recall of the rules on changed items was not measured.");
    assertThat(statement.notChecked())
        .contains(
            "Fields: no rule of the recipe ii-medical-sft compares earlier turns, system prompts"
                + " and responses.")
        .anyMatch(text -> text.contains("such as Chinese"));
    assertIsOfTheSchema(statement);
  }

  @Test
  void saysThatNothingWasChecked() throws Exception {
    accept(new RecipeStamp("mine", "1"), null, "r1_trace", 5);

    ContaminationStatement statement = statement(5, null, List.of(), List.of(), List.of());

    assertThat(statement.comparesAny()).isFalse();
    assertThat(statement.summary())
        .containsExactly("Nothing was checked: no row was compared with an evaluation set.");
    assertThat(statement.notChecked())
        .containsExactly(
            "Everything: no row is known to have been compared with an evaluation set.");
    assertIsOfTheSchema(statement);
  }

  @Test
  void claimsNothingOfARecipeThatIsNotKnown() throws Exception {
    accept(new RecipeStamp("mine", "1"), "ff", "r1_trace", 5);

    ContaminationStatement statement = statement(5, null, List.of(), List.of(), List.of());

    assertThat(statement.comparesAny()).isFalse();
    assertThat(statement.summary().get(0))
        .startsWith("It is not known whether 5 rows were compared with evaluation sets");
    assertThat(statement.checks().get(0).rules()).isNull();
    assertIsOfTheSchema(statement);
  }

  @Test
  void keepsWhatAnEarlierStatementKnew() throws Exception {
    Recipe own = RecipeLoader.named("recommended");
    accept(own.stamp(), "ff", "r1_trace", 3);
    reject(own.stamp(), "mmlu", "prompt", "web", 4);
    ContaminationStatement ofRun =
        new StatementFacts(
                "test",
                3,
                counts,
                CountedIn.RUN,
                List.of(INDEX),
                Map.of(own.stamp().hash(), own),
                List.of(),
                List.of(measurement(own)))
            .statement();
    ContaminationCounts accepted = new ContaminationCounts();
    accepted.add(verdict(own.stamp(), "ff", null), "r1_trace", "web");

    ContaminationStatement later =
        new StatementFacts(
                "test", 1, accepted, null, List.of(), Map.of(), List.of(ofRun), List.of())
            .statement();

    Check check = later.checks().get(0);
    assertThat(check.rules()).isEqualTo(own.decontaminate());
    assertThat(check.compared()).isEqualTo(1);
    assertThat(check.evaluationSets()).isEqualTo(ofRun.checks().get(0).evaluationSets());
    assertThat(check.evaluationSets().get(1).hits().samples()).isEqualTo(4);
    assertThat(check.measurement().seed()).isEqualTo(7);
    assertThat(later.summary()).anyMatch(text -> text.contains("the run that the rows come from"));
  }

  @Test
  void countsAreTheSameReadAgainAndInPieces() throws Exception {
    RecipeStamp stamp = new RecipeStamp("mine", "1");
    accept(stamp, "ff", "a", 3);
    reject(stamp, "medqa", "prompt", "web", 2);

    ContaminationCounts read = ContaminationCounts.of(counts.toJson());
    assertThat(read.accepted()).isEqualTo(counts.accepted());
    assertThat(read.hits()).isEqualTo(counts.hits());
    read.add(counts);
    assertThat(read.hits().values()).containsExactly(4L);
    assertThat(ContaminationCounts.of(JsonMapper.builder().build().createObjectNode()).hits())
        .isEmpty();
  }

  @Test
  void refusesAFileThatIsNoMeasurement() throws Exception {
    Path file = directory.resolve("probe.json");
    Files.writeString(file, "{\"recipe\": \"x\"}");
    assertThatThrownBy(() -> LeakMeasurement.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is not a result of 'medsift benchmarks probe --out'");
    LeakMeasurement measured = measurement(RecipeLoader.named("recommended"));
    measured.write(file);
    assertThat(LeakMeasurement.read(file)).isEqualTo(measured);
  }

  private ContaminationStatement statement(
      long rows,
      CountedIn countedIn,
      List<EvaluationIndex> indexes,
      List<ContaminationStatement> earlier,
      List<LeakMeasurement> measurements)
      throws Exception {
    for (String name : RecipeLoader.names()) {
      Recipe recipe = RecipeLoader.named(name);
      recipes.put(recipe.stamp().hash(), recipe);
    }
    return new StatementFacts(
            "test", rows, counts, countedIn, indexes, recipes, earlier, measurements)
        .statement();
  }

  private void assertIsOfTheSchema(ContaminationStatement statement) throws Exception {
    Path file = directory.resolve("contamination.json");
    statement.write(file);
    assertThat(
            WireSchemas.named("contamination")
                .validate(JsonMapper.builder().build().readTree(file.toFile())))
        .isEmpty();
    assertThat(ContaminationStatement.read(file)).isEqualTo(statement);
  }

  private void accept(RecipeStamp recipe, String index, String track, int rows) {
    for (int i = 0; i < rows; i++) {
      counts.add(verdict(recipe, index, null), track, "web");
    }
  }

  private void reject(RecipeStamp recipe, String set, String field, String source, int rows) {
    for (int i = 0; i < rows; i++) {
      Evidence evidence = new LeakEvidence.FuzzyMatch(set, "1", "text", 90, field, null);
      counts.add(verdict(recipe, "ff", evidence), "r1_trace", source);
    }
  }

  private static Verdict verdict(RecipeStamp recipe, String index, Evidence evidence) {
    return new Verdict(
        evidence == null ? Decision.ACCEPTED : Decision.REJECTED,
        evidence == null ? null : Reason.FUZZY_MATCH.gate(),
        evidence == null ? null : Reason.FUZZY_MATCH,
        evidence,
        List.of(),
        recipe,
        index == null ? Map.of() : Map.of("benchmarks", index),
        new Position("samples", 0, 0),
        0,
        false,
        false);
  }

  private static LeakMeasurement measurement(Recipe recipe) {
    MeasuredFields prompts =
        new MeasuredFields(
            List.of(SampleField.PROMPT),
            List.of("aligned"),
            new NotFound(2, 1, List.of("a", "b")),
            Map.of("typos_2", Planted.of(100, 100), "typos_5", Planted.of(100, 90)),
            Map.of("other_case", Flagged.of(50, 1)));
    List<DecontaminationStep> rules = recipe.decontaminate();
    return new LeakMeasurement(
        LeakMeasurement.FORMAT,
        recipe.stamp().name(),
        recipe.stamp().hash(),
        "ff",
        rules,
        100,
        7,
        List.of(
            new MeasuredSet(
                "medqa", 1_273, new TreeMap<>(Map.of("en", 1_200, "zh", 73)), List.of(prompts))),
        new CleanSample(List.of(new NamedFile("clean.jsonl", SHA)), Flagged.of(1_000, 2)));
  }
}
