package io.medsift.generation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.llm.stage.TopicRecord;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import io.medsift.sample.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a track needs decides where a sample goes. */
class ComposeFunctionTest {
  private static final String RECIPE =
      """
      name: own
      judge: {minimum: 8}
      models:
        generator: {model: m, base_url: "http://localhost/v1"}
        %s
      generate: {responses: 1%s}
      tracks:
        free: {gates: [deduplicate]}
        verified: {gates: [verify]}
        judged: {gates: [judge]}
      """;
  private static final String COMPARER = "equivalence: {model: e}";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          free     | letter | The answer is A. | stop   | samples
          verified | letter | The answer is A. | stop   | samples
          verified | letter | I cannot say.    | stop   | samples
          verified | long   | Since it rained. | stop   | unscored
          verified | long   | Since it         | length | samples
          verified | long   | <think>Since     | stop   | samples
          verified | text   | \\boxed{rain}    | stop   | samples
          verified | text   | Why not?         | stop   | unscored
          judged   | letter | The answer is A. | stop   | unscored
          judged   | long   | Since it         | length | unscored
          """)
  void sendsASampleWhereItsTrackNeedsIt(
      String track, String kind, String response, String finish, String topic) throws Exception {
    TopicRecord written = compose(recipe(COMPARER, ""), track, kind, response, finish);

    assertThat(written.topic()).isEqualTo(topic);
    if (topic.equals("samples") && track.equals("verified")) {
      // Nothing that goes to curation is turned away there.
      Sample sample = new SampleParser(SampleLimits.DEFAULT).parse(written.value());
      assertThat(new AnswerRuling().of(sample)).isNotInstanceOf(Ruling.Unfit.class);
    }
  }

  @Test
  void rulesAloneDecideOnTextWhereTheRecipeNamesNobodyWhoCompares() throws Exception {
    assertThat(compose(recipe("", ""), "verified", "text", "Why not?", "stop").topic())
        .isEqualTo("samples");
    assertThat(compose(recipe("", ""), "verified", "long", "Why not?", "stop").topic())
        .isEqualTo("unscored");
  }

  @Test
  void aRecipeMaySendAllThroughTheAnnotationJob() throws Exception {
    Recipe recipe = recipe(COMPARER, ", output: unscored");
    assertThat(compose(recipe, "free", "letter", "The answer is A.", "stop").topic())
        .isEqualTo("unscored");
  }

  @Test
  void aSampleLongerThanTheRecipeTakesIsADeadLetterHere() throws Exception {
    TopicRecord letter =
        compose(recipe(COMPARER, ""), "free", "letter", "a".repeat(2 << 20), "stop");
    assertThat(letter.topic()).isEqualTo("dead-letters");
    assertThat(RowCodec.readDeadLetter(letter.value()).error())
        .startsWith("response 1 of 1: with it, ")
        .contains("limits.record_bytes");
  }

  private TopicRecord compose(
      Recipe recipe, String track, String kind, String response, String finish) throws Exception {
    String prompt =
        """
        {"id": "q", "source": "s", "track": "%s", "prompt": "Why?",
         "options": {"A": "rain", "B": "sun"}, "reference": {"kind": "%s", "value": "%s"}}
        """
            .formatted(track, kind, kind.equals("letter") ? "A" : "rain");
    LogRecord record = new LogRecord(0, 7, 0, null, prompt.getBytes(UTF_8), Map.of(), false);
    PaidAnswer answer =
        new PaidAnswer(List.of(new ChatReply.Choice(response, null, finish)), null, 10, 20, 0);
    GenerationJob job =
        new GenerationJob(
            recipe,
            recipe.models().generator(),
            new ModelJob.Topics("prompts", "dead-letters", "ledger"),
            "samples",
            "unscored");
    ComposeFunction compose = new ComposeFunction(job);
    try (var harness = OperatorHarness.of(new StreamMap<>(compose), Subtask.ONLY).start()) {
      harness.left(new QuestionResult(record, 0, new byte[0], answer, null, null, 10, 20, "hash"));
      return harness.output().get(0);
    }
  }

  private Recipe recipe(String comparer, String generate) throws Exception {
    return RecipeLoader.read(
        Files.writeString(directory.resolve("recipe.yaml"), RECIPE.formatted(comparer, generate)));
  }
}
