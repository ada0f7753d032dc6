package io.medsift.curation.decontaminate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.gate.Ruling;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.recipe.RecipeLoader;
import io.medsift.sample.Sample;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions of the rule {@code semantic} by the annotation of a model. */
class ModelAnswersTest {
  private static final EvaluationItem ITEM =
      new EvaluationItem(
          "own",
          "nerve",
          "A patient cannot extend the wrist after a fracture of the shaft of the humerus. Which"
              + " nerve is injured?",
          List.of(),
          Optional.empty());
  private static final EvaluationItem OTHER =
      new EvaluationItem(
          "new",
          "wrist",
          "After a fracture of the humeral shaft a patient cannot extend the wrist. Which nerve"
              + " did the fracture damage?",
          List.of(),
          Optional.empty());
  private static final String PARAPHRASE =
      "Following a humeral shaft fracture, someone is unable to extend their wrist. Damage to which"
          + " nerve explains this?";

  @TempDir private static Path directory;

  /** Held so that the tests share its session. */
  private static SentenceEncoder encoder;

  @BeforeAll
  static void build() throws Exception {
    encoder = EncoderSource.shipped().open();
    new BenchmarkIndex.Builder()
        .add("own", List.of(ITEM))
        .embed(encoder, more -> {})
        .build(directory.resolve("index"));
    new BenchmarkIndex.Builder()
        .add("own", List.of(ITEM))
        .add("new", List.of(OTHER))
        .embed(encoder, more -> {})
        .build(directory.resolve("grown"));
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  @Test
  void theModelsWordDecidesAndIsTheEvidence() throws Exception {
    Ruling.Reject reject =
        (Ruling.Reject) ruling("index", "", leak("index", item(ITEM, true)), PARAPHRASE);
    assertThat(reject.reason()).isEqualTo(Reason.SEMANTIC_MATCH);
    assertThat(reject.evidence())
        .isEqualTo(
            new LeakEvidence.SemanticMatch(
                "own",
                "nerve",
                ITEM.question(),
                0.71,
                0.6,
                null,
                "m",
                "leak-1",
                true,
                "prompt",
                null));

    Ruling.Pass pass =
        (Ruling.Pass) ruling("index", "", leak("index", item(ITEM, false)), PARAPHRASE);
    assertThat(((LeakEvidence.SemanticMatch) pass.finding()).same()).isFalse();
    assertThat(ruling("index", "", leak("index", ""), PARAPHRASE))
        .as("by an annotation under the same index nothing is embedded")
        .isEqualTo(Ruling.Pass.SILENT);
  }

  @Test
  void withoutTheModelsWordASampleIsADeadLetterOrDecidedByTheSimilarity() throws Exception {
    for (String prompt : List.of(PARAPHRASE, "Name the capital of France.")) {
      assertThat(((Ruling.Unfit) ruling("index", "", "", prompt)).error())
          .startsWith("field 'annotations.leak' is missing, and the rule semantic decides by it");
    }
    String similarity = ", unanswered: similarity, threshold: 0.7";
    Ruling.Reject reject = (Ruling.Reject) ruling("index", similarity, "", PARAPHRASE);
    assertThat(((LeakEvidence.SemanticMatch) reject.evidence()).same()).isNull();
    assertThat(ruling("index", similarity, "", "Name the capital of France."))
        .isEqualTo(Ruling.Pass.SILENT);
    assertThat(ruling("index", similarity, leak("index", item(ITEM, false)), PARAPHRASE))
        .as("the model has the last word")
        .isInstanceOf(Ruling.Pass.class);
  }

  @Test
  void anAnnotationUnderOtherSetsCountsForTheItemsThatItNames() throws Exception {
    String old = leak("index", item(ITEM, false));
    assertThat(((Ruling.Unfit) ruling("grown", "", old, PARAPHRASE)).error())
        .contains("the prompt asks the same as item wrist of new (similarity 0.");
    assertThat(ruling("grown", "", old, "Name the capital of France."))
        .isInstanceOf(Ruling.Pass.class);
    assertThat(ruling("grown", "", leak("index", item(ITEM, true)), PARAPHRASE))
        .isInstanceOf(Ruling.Reject.class);
    Ruling.Reject reject =
        (Ruling.Reject)
            ruling("grown", ", unanswered: similarity, threshold: 0.7", old, PARAPHRASE);
    assertThat(((LeakEvidence.SemanticMatch) reject.evidence()).item()).isEqualTo("wrist");
    assertThat(
            ruling(
                "grown",
                "",
                leak("index", item(ITEM, false) + "," + item(OTHER, false)),
                PARAPHRASE))
        .isInstanceOf(Ruling.Pass.class);
    String changed = item(ITEM, true).replace(ModelAnswers.textHash(ITEM), "0".repeat(16));
    assertThat(ruling("index", "", leak("grown", changed), PARAPHRASE))
        .as("an item whose text is another now")
        .isInstanceOf(Ruling.Unfit.class);
  }

  /** On the processor of the annotation job the item may have been below the floor. */
  @Test
  void anItemNextToTheFloorIsNotMissed() throws Exception {
    String old = leak("index", item(ITEM, false));
    String error = ((Ruling.Unfit) ruling("grown", "", old, PARAPHRASE)).error();
    Matcher found = Pattern.compile("\\(similarity (.+?)\\)").matcher(error);
    assertThat(found.find()).isTrue();
    double similarity = Double.parseDouble(found.group(1));
    String floor = ", threshold: 1, floor: ";
    assertThat(ruling("grown", floor + similarity, old, PARAPHRASE))
        .isInstanceOf(Ruling.Pass.class);
    assertThat(ruling("grown", floor + (similarity - 0.01), old, PARAPHRASE))
        .isInstanceOf(Ruling.Unfit.class);
  }

  @Test
  void anAnnotationThatWasBegunIsNone() throws Exception {
    String open = item(ITEM, true).replace(",\"same\":true", "");
    assertThat(ruling("index", "", leak("index", open), PARAPHRASE))
        .isInstanceOf(Ruling.Unfit.class);
  }

  private static String item(EvaluationItem item, boolean same) {
    return "{\"set\":\"%s\",\"item\":\"%s\",\"text\":\"%s\",\"similarity\":0.71,\"same\":%s}"
        .formatted(item.set(), item.id(), ModelAnswers.textHash(item), same);
  }

  private static String leak(String index, String items) throws Exception {
    DecontaminationPlan plan = plan(index, "");
    return (",\"annotations\":{\"leak\":{\"benchmarks\":\"%s\",\"vectors\":\"%s\",\"floor\":0.6,"
            + "\"candidates\":5,\"items\":[%s],\"model\":\"m\",\"prompt_version\":\"leak-1\"}}")
        .formatted(plan.fingerprint(), plan.vectors(), items);
  }

  private static DecontaminationPlan plan(String index, String settings) throws Exception {
    Path recipe =
        Files.writeString(
            directory.resolve("recipe.yaml"),
            """
            name: by-model
            decontaminate: [{rule: aligned}, {rule: semantic, decide: model%s}]
            tracks: {t: {gates: [decontaminate]}}
            """
                .formatted(settings));
    return DecontaminationPlan.of(directory.resolve(index), RecipeLoader.read(recipe));
  }

  private static Ruling ruling(String index, String settings, String annotations, String prompt)
      throws Exception {
    Sample sample =
        new SampleParser(SampleLimits.DEFAULT)
            .parse(
                "{\"id\":\"1\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"%s\"%s}"
                    .formatted(prompt, annotations)
                    .getBytes(UTF_8));
    try (var rules = LoadedRules.acquire(plan(index, settings))) {
      return DecontaminateFunction.question(rules.resource(), sample);
    }
  }
}
