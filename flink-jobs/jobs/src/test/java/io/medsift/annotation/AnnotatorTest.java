package io.medsift.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.codec.AnnotationKeys;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleDocument;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.llm.cache.PaidAnswer;
import io.medsift.llm.client.ChatReply;
import io.medsift.llm.prompt.AnnotationPrompt;
import io.medsift.llm.stage.ModelJob;
import io.medsift.llm.stage.QuestionResult;
import io.medsift.recipe.ModelRole;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.RecipeLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatorTest {
  private static final ModelJob.Topics TOPICS =
      new ModelJob.Topics("unscored", "dead-letters", "ledger");
  private static final String JUDGED =
      "{'id':'a','source':'s','track':'judged','prompt':'Which organ makes bile?',"
          + "'response':'The liver makes it.','extra':1.50,%s}";
  private static final String SCORED = "'annotations':{'judge':{'score':10},'note':'mine'}";
  private static final String OLD = "old".repeat(11);
  private static final String SKIPPED =
      "'annotations':{'skipped':{'gate':'quality','reason':'SHORT_PROMPT'}}";

  @TempDir private Path directory;
  private final SimpleCounter foreign = new SimpleCounter();

  @Test
  void aScoreThatComesWithTheRecordIsTakenOffAndTheModelAsked() throws Exception {
    try (Annotator annotator = annotator("")) {
      for (String brought : List.of(SCORED, SKIPPED)) {
        LogRecord record = record(brought);
        Annotator.Step first = annotator.first(record);
        assertThat(first.role()).as(brought).isEqualTo(ModelRole.JUDGE);
        JsonNode written = written(annotator.after(ModelRole.JUDGE, answer(record, first, 3)));
        assertThat(written.at("/annotations/judge/score").asDouble()).isEqualTo(3);
        assertThat(written.at("/annotations/judge/request").asText()).isEqualTo("hash");
        assertThat(written.at("/annotations/skipped").isMissingNode()).isTrue();
        assertThat(written.at("/extra").asText()).isEqualTo("1.50");
      }
      assertThat(foreign.getCount()).isEqualTo(2);
      assertThat(annotator.requests(annotator.first(record(SCORED)), record(SCORED))).hasSize(1);
    }
  }

  /** A question that an earlier version held carries the record as it came. */
  @Test
  void whatTheRecordBringsDoesNotComeBackWithAnAnswer() throws Exception {
    try (Annotator annotator = annotator("")) {
      LogRecord record = record("'annotations':{'equivalence':{'equivalent':true}}");
      QuestionResult answered =
          new QuestionResult(record, 0, new byte[0], reply(3), null, null, 5, 2, "hash");
      JsonNode written = written(annotator.after(ModelRole.JUDGE, answered));
      assertThat(written.at("/annotations/judge/score").asDouble()).isEqualTo(3);
      assertThat(written.at("/annotations/equivalence").isMissingNode()).isTrue();
    }
  }

  @Test
  void annotationsOnATrackThatNeedsNoneAreTakenOffToo() throws Exception {
    try (Annotator annotator = annotator("")) {
      String free = JUDGED.replace("judged", "free").formatted(SCORED).replace('\'', '"');
      JsonNode written = written(annotator.first(record(free.getBytes(UTF_8))));
      assertThat(written.at("/annotations").toString()).isEqualTo("{\"note\":\"mine\"}");
    }
  }

  @Test
  void whatItSignedItKeepsAndWhatItWritesItSigns() throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), "new".repeat(11) + "\n" + OLD);
    AnnotationKeys keys = AnnotationKeys.load(file);
    AnnotationKeys earlier = AnnotationKeys.load(Files.writeString(directory.resolve("old"), OLD));
    try (Annotator annotator = annotator("annotate: {key_file: '" + file + "'}")) {
      LogRecord record = record(SCORED);
      Annotator.Step first = annotator.first(record);
      assertThat(first.role()).isEqualTo(ModelRole.JUDGE);
      byte[] written = annotator.after(ModelRole.JUDGE, answer(record, first, 3)).record().value();
      assertThat(keys.signed(written)).isTrue();
      assertThat(annotator.first(record(written)).record().value()).isEqualTo(written);
      byte[] old = earlier.sign(record(SCORED).value());
      assertThat(annotator.first(record(old)).record().value()).isEqualTo(old);
      assertThat(foreign.getCount()).isEqualTo(1);
    }
  }

  @Test
  void whatItsAnnotationsMakeTooLongIsALetterThatSaysSo() throws Exception {
    String limits = "limits: {record_bytes: 1024}";
    Path file = Files.writeString(directory.resolve("keys"), OLD);
    for (String section : List.of(limits, limits + "\nannotate: {key_file: '" + file + "'}")) {
      try (Annotator annotator = annotator(section)) {
        Map<String, Integer> judged = new TreeMap<>();
        Map<String, Integer> skipped = new TreeMap<>();
        for (int padding = 500; padding < 850; padding++) {
          LogRecord record = record("'pad':'" + "x".repeat(padding) + "'");
          Annotator.Step first = annotator.first(record);
          judged.merge(
              outcome(annotator.after(ModelRole.JUDGE, answer(record, first, 3))), 1, Integer::sum);
          String checked =
              new String(record.value(), UTF_8)
                  .replace("judged", "checked")
                  .replace("Which organ makes bile?", "Bile?");
          Annotator.Step step = annotator.first(record(checked.getBytes(UTF_8)));
          skipped.merge(outcome(step), 1, Integer::sum);
        }
        assertThat(judged).containsOnlyKeys("samples", "dead-letters");
        assertThat(skipped).containsOnlyKeys("samples", "dead-letters");
      }
    }
  }

  private static String outcome(Annotator.Step step) throws Exception {
    byte[] value = step.record().value();
    if (step.record().topic().equals("dead-letters")) {
      assertThat(RowCodec.readDeadLetter(value).error())
          .startsWith("with its annotations, the record has 1,")
          .endsWith(" bytes; the recipe's limits.record_bytes allows 1,024");
    } else {
      assertThat(value.length).isLessThanOrEqualTo(1024);
    }
    return step.record().topic();
  }

  @Test
  void aKeyFileThatIsNotThereEndsTheJobForGood() throws Exception {
    Path missing = directory.resolve("missing");
    Recipe recipe = recipe("annotate: {key_file: '" + missing + "'}");
    AnnotationJob job = new AnnotationJob(recipe, recipe.models(), null, TOPICS, "samples");
    assertThatThrownBy(
            () ->
                OperatorHarness.of(
                        new ProcessOperator<>(new AnnotationFunction.Check(job.plan())),
                        Subtask.ONLY)
                    .start())
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("annotate.key_file: " + missing + " cannot be read");
  }

  private Annotator annotator(String section) throws Exception {
    Recipe recipe = recipe(section);
    AnnotationTask.Judge judge =
        new AnnotationTask.Judge(
            recipe.models().judge(), AnnotationPrompt.load(recipe.annotate().judgePrompt()));
    return new Annotator(
        new Annotator.Plan(recipe, judge, null, null, null, TOPICS, "samples"),
        TOPICS.letters(recipe.limits()).open(new UnregisteredMetricsGroup()),
        foreign,
        new SimpleCounter());
  }

  private Recipe recipe(String section) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("recipe.yaml"),
            """
            name: test
            judge: {minimum: 8}
            models: {judge: {model: judge-model, base_url: 'http://localhost:1/v1'}}
            tracks: {judged: {gates: [judge]}, free: {gates: [quality]},
              checked: {gates: [quality, judge]}}
            %s
            """
                .formatted(section));
    return RecipeLoader.load(file.toString());
  }

  private static LogRecord record(String field) {
    return record(JUDGED.formatted(field).replace('\'', '"').getBytes(UTF_8));
  }

  private static LogRecord record(byte[] value) {
    return new LogRecord(0, 0, 0, null, value, Map.of(), false);
  }

  private static QuestionResult answer(LogRecord record, Annotator.Step asked, int score) {
    return new QuestionResult(
        record, 0, asked.question().notes(), reply(score), null, null, 5, 2, "hash");
  }

  private static PaidAnswer reply(int score) {
    String text = "{\"rationale\": \"It is so.\", \"score\": " + score + "}";
    return new PaidAnswer(List.of(new ChatReply.Choice(text, null, "stop")), null, 5, 2, 0);
  }

  private static JsonNode written(Annotator.Step step) {
    assertThat(step.record().topic()).isEqualTo("samples");
    return SampleDocument.read(step.record().value());
  }
}
