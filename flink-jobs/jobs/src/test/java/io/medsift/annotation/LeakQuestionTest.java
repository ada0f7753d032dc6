package io.medsift.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.codec.SampleDocument;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.decontaminate.DecontaminationPlan;
import io.medsift.curation.decontaminate.LoadedRules;
import io.medsift.decontamination.SemanticRule;
import io.medsift.decontamination.index.BenchmarkIndex;
import io.medsift.decontamination.index.EvaluationItem;
import io.medsift.embedding.EncoderSource;
import io.medsift.embedding.SentenceEncoder;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.cache.ReplyCheck;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.client.ChatRequest;
import io.medsift.llm.stage.DeadLetters;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.RequestPreview;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model is asked about evaluation items, from the record to the verdict of curation. */
class LeakQuestionTest {
  private static final ModelJob.Topics TOPICS =
      new ModelJob.Topics("unscored", "dead-letters", "ledger");
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
  void theNearItemsAreAskedAboutInOneRequestAndCurationDecidesByTheWordOfTheModel()
      throws Exception {
    try (Annotator annotator = annotator("grown", "")) {
      LogRecord record = record(PARAPHRASE);
      Annotator.Step asked = annotator.first(record);
      assertThat(asked.role()).isEqualTo(ModelRole.LEAK);
      assertThat(request(asked)).contains(PARAPHRASE, ITEM.question(), OTHER.question());
      assertThat(annotator.requests(asked, record))
          .extracting(RequestPreview.Request::role)
          .containsExactly(ModelRole.LEAK, ModelRole.JUDGE);

      Annotator.Step leaked = annotator.after(ModelRole.LEAK, answer(record, asked, "[2]"));
      JsonNode leak = written(leaked).at("/annotations/leak");
      assertThat(leak.at("/items/0/same").booleanValue()).isFalse();
      assertThat(leak.at("/items/1/same").booleanValue()).isTrue();
      assertThat(leak.at("/prompt_version").asText()).isEqualTo("leak-1");
      assertThat(leak.at("/model").asText()).isEqualTo("leak-model");
      assertThat(leak.at("/request").asText()).isEqualTo("hash");
      assertThat(leak.at("/prompt_tokens").asInt()).isEqualTo(5);
      assertThat(leak.at("/rationale").asText()).isEqualTo("It is so.");
      assertThat(written(leaked).at("/annotations/skipped/reason").asText())
          .as("a judge of what is rejected costs nothing")
          .isEqualTo("SEMANTIC_MATCH");
      assertThat(found("grown", leaked.record().value()).orElseThrow().contamination())
          .isInstanceOfSatisfying(
              SemanticRule.Answered.class,
              answered -> assertThat(answered.item().question()).isIn(second(leak)));

      Annotator.Step clean = annotator.after(ModelRole.LEAK, answer(record, asked, "[]"));
      assertThat(clean.role()).as("the judge is next").isEqualTo(ModelRole.JUDGE);
      assertThat(found("grown", clean.question().notes())).isEmpty();
    }
  }

  private static String second(JsonNode leak) {
    return leak.at("/items/1/item").asText().equals("nerve") ? ITEM.question() : OTHER.question();
  }

  @Test
  void whereNoItemIsNearNobodyIsAskedAndTheAnnotationSaysSo() throws Exception {
    try (Annotator annotator = annotator("index", "")) {
      Annotator.Step step = annotator.first(record("Name the capital of France, please?"));
      assertThat(step.role()).isEqualTo(ModelRole.JUDGE);
      JsonNode leak = SampleDocument.read(step.question().notes()).at("/annotations/leak");
      assertThat(leak.path("items").isEmpty()).isTrue();
      assertThat(leak.path("benchmarks").asText()).isNotEmpty();
    }
  }

  @Test
  void whatAnotherRuleFindsIsNotAskedAboutAndWhatTheRecordBringsDoesNotCount() throws Exception {
    try (Annotator annotator = annotator("index", "")) {
      Annotator.Step literal = annotator.first(record(ITEM.question()));
      assertThat(written(literal).at("/annotations/skipped/reason").asText())
          .isEqualTo("CONTAINS_BENCHMARK_ITEM");
      Annotator.Step asked = annotator.first(record(PARAPHRASE));
      byte[] answered =
          annotator
              .after(ModelRole.LEAK, answer(record(PARAPHRASE), asked, "[]"))
              .question()
              .notes();
      assertThat(annotator.first(record(answered)).role()).isEqualTo(ModelRole.LEAK);
    }
  }

  @Test
  void anAnswerUnderOtherSetsIsAskedForAgainAndTheSameOneIsNot() throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), "key".repeat(11));
    String signed = "annotate: {key_file: '" + file + "'}";
    byte[] written;
    try (Annotator annotator = annotator("index", signed)) {
      Annotator.Step asked = annotator.first(record(PARAPHRASE));
      written =
          annotator
              .after(ModelRole.LEAK, answer(record(PARAPHRASE), asked, "[1]"))
              .record()
              .value();
      assertThat(annotator.first(record(written)).record().value()).isEqualTo(written);
    }
    byte[] open =
        RecipeLoader.load(recipeFile(signed)).annotate().keys().sign(withoutSkip(written));
    try (Annotator annotator = annotator("grown", signed)) {
      assertThat(annotator.first(record(open)).role()).isEqualTo(ModelRole.LEAK);
    }
  }

  @Test
  void whatWasSkippedForAnItemThatIsGoneIsAskedAbout() throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), "key".repeat(11));
    String signed = "annotate: {key_file: '" + file + "'}";
    byte[] skipped;
    try (Annotator annotator = annotator("grown", signed)) {
      skipped = annotator.first(record(OTHER.question())).record().value();
      assertThat(SampleDocument.read(skipped).at("/annotations/skipped/gate").asText())
          .isEqualTo("decontaminate");
      assertThat(annotator.first(record(skipped)).record().value())
          .as("it still repeats the item")
          .isEqualTo(skipped);
    }
    try (Annotator annotator = annotator("index", signed)) {
      Annotator.Step asked = annotator.first(record(skipped));
      assertThat(asked.role()).isEqualTo(ModelRole.LEAK);
      assertThat(SampleDocument.read(asked.question().notes()).at("/annotations").has("skipped"))
          .isFalse();
    }
  }

  @Test
  void whereTheSimilarityDecidesOnWhatHasNoAnswerTheSampleGoesOnWithoutOne() throws Exception {
    try (Annotator annotator = annotator("index", "")) {
      Annotator.Step asked = annotator.first(record(PARAPHRASE));
      assertThat(annotator.after(ModelRole.LEAK, failure(asked)).record().topic())
          .isEqualTo("dead-letters");
    }
    SimpleCounter unanswered = new SimpleCounter();
    try (Annotator annotator = bySimilarity(unanswered)) {
      Annotator.Step asked = annotator.first(record(PARAPHRASE));
      assertThat(asked.role()).isEqualTo(ModelRole.LEAK);
      Annotator.Step judged = annotator.after(ModelRole.LEAK, failure(asked));
      assertThat(judged.role()).isEqualTo(ModelRole.JUDGE);
      assertThat(unanswered.getCount()).isEqualTo(1);
      QuestionResult score =
          new QuestionResult(
              record(PARAPHRASE),
              0,
              judged.question().notes(),
              new PaidAnswer(
                  List.of(new ChatReply.Choice("{\"score\": 9}", null, "stop")), null, 5, 2, 0),
              null,
              null,
              5,
              2,
              "hash");
      JsonNode annotations = written(annotator.after(ModelRole.JUDGE, score)).at("/annotations");
      assertThat(annotations.has("judge")).isTrue();
      assertThat(annotations.has("leak")).isFalse();
    }
  }

  private static Annotator bySimilarity(SimpleCounter unanswered) throws Exception {
    Recipe recipe = RecipeLoader.load(recipeFile("", ", unanswered: similarity"));
    Annotator.Plan plan =
        new AnnotationJob(recipe, recipe.models(), directory.resolve("index"), TOPICS, "samples")
            .plan();
    return new Annotator(
        plan,
        TOPICS.letters(recipe.limits()).open(new UnregisteredMetricsGroup()),
        new SimpleCounter(),
        unanswered);
  }

  private static QuestionResult failure(Annotator.Step asked) {
    return new QuestionResult(
        record(PARAPHRASE),
        0,
        asked.question().notes(),
        null,
        "no reply could be read",
        DeadLetters.Reason.UNREADABLE,
        5,
        2,
        "hash");
  }

  private static byte[] withoutSkip(byte[] json) {
    var document = SampleDocument.read(json);
    document.withObject("/annotations").remove("skipped");
    return SampleDocument.write(document);
  }

  @Test
  void aReplyMustNameQuestionsOfItsOwnRequest() throws Exception {
    try (Annotator annotator = annotator("index", "")) {
      ChatRequest one =
          ChatRequest.ofJson(annotator.first(record(PARAPHRASE)).question().request());
      ReplyCheck check = job("index", "").plan().leak().check();
      assertThat(check.complaint(one, reply("[1]").reply())).isNull();
      assertThat(check.complaint(one, reply("[2]").reply())).contains("That is no answer");
      assertThat(check.complaint(one, reply("1").reply())).contains("That is no answer");
    }
  }

  private static Optional<LoadedRules.Finding> found(String index, byte[] json) throws Exception {
    Recipe recipe = RecipeLoader.load(recipeFile(""));
    try (var rules =
        LoadedRules.acquire(DecontaminationPlan.of(directory.resolve(index), recipe))) {
      return rules.resource().check(new SampleParser(SampleLimits.DEFAULT).parse(json));
    }
  }

  private static AnnotationJob job(String index, String section) throws Exception {
    Recipe recipe = RecipeLoader.load(recipeFile(section));
    return new AnnotationJob(recipe, recipe.models(), directory.resolve(index), TOPICS, "samples");
  }

  private static Annotator annotator(String index, String section) throws Exception {
    return job(index, section).plan().open(new UnregisteredMetricsGroup());
  }

  private static String recipeFile(String section) throws Exception {
    return recipeFile(section, "");
  }

  private static String recipeFile(String section, String settings) throws Exception {
    return Files.writeString(
            directory.resolve("recipe.yaml"),
            """
            name: test
            judge: {minimum: 8}
            decontaminate: [{rule: aligned}, {rule: semantic, decide: model%s}]
            models:
              judge: {model: judge-model, base_url: 'http://localhost:1/v1'}
              leak: {model: leak-model, base_url: 'http://localhost:1/v1'}
            tracks: {t: {gates: [decontaminate, judge]}}
            %s
            """
                .formatted(settings, section))
        .toString();
  }

  private static LogRecord record(String prompt) {
    return record(
        "{\"id\":\"1\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"%s\",\"response\":\"The radial nerve.\"}"
            .formatted(prompt)
            .getBytes(UTF_8));
  }

  private static LogRecord record(byte[] value) {
    return new LogRecord(0, 0, 0, null, value, Map.of(), false);
  }

  private static String request(Annotator.Step asked) {
    return ChatRequest.ofJson(asked.question().request()).messages().get(0).text();
  }

  private static QuestionResult answer(LogRecord record, Annotator.Step asked, String same) {
    return new QuestionResult(
        record, 0, asked.question().notes(), reply(same), null, null, 5, 2, "hash");
  }

  private static PaidAnswer reply(String same) {
    String text = "{\"rationale\": \"It is so.\", \"same\": " + same + "}";
    return new PaidAnswer(List.of(new ChatReply.Choice(text, null, "stop")), null, 5, 2, 0);
  }

  private static JsonNode written(Annotator.Step step) {
    assertThat(step.record().topic()).isEqualTo("samples");
    return SampleDocument.read(step.record().value());
  }
}
