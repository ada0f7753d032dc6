package io.medsift.curation.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.medsift.codec.AnnotationKeys;
import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.gate.GateFunction;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.ParsedSample;
import io.medsift.curation.gate.Ruling;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.state.Rank;
import io.medsift.curation.verify.AnswerRuling;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.recipe.Recipe;
import io.medsift.recipe.Recipe.AnnotateSettings;
import io.medsift.recipe.RecipeLoader;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParseFunctionTest {
  private static final byte[] KEY = "k-1".getBytes(UTF_8);
  private static final byte[] TRACE = "trace-7".getBytes(UTF_8);
  private static final Rank RANK = new Rank(130, 3, 14);

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("{not json", "not one JSON object"),
        arguments("[]", "must be a JSON object"),
        arguments("", "the record is empty"),
        arguments(sample("\"response\": 5"), "field 'response' must be a string"),
        arguments(sample("\"response\": \"a\\ud800b\""), "surrogate"),
        arguments(sample("\"x\": " + "[".repeat(70) + "]".repeat(70)), "nested deeper than the 64"),
        arguments(
            sample("\"x\": \"" + "a".repeat(2_000) + "\""), "limits.record_bytes allows 2,000"),
        arguments("{\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"p\"}", "field 'id' is missing"),
        arguments("{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\"}", "field 'prompt' is missing"),
        arguments(
            track("essays", ""),
            "track 'essays' is not in recipe recommended, which has general_instruct,"
                + " public_medical, r1_trace, rl, synthetic_qa"),
        arguments(
            track("public_medical", ""),
            "field 'response' is missing; track 'public_medical' needs it"),
        arguments(
            track("r1_trace", ",\"response\":\" \\n\""),
            "field 'response' is blank; track 'r1_trace' needs it"),
        arguments(
            track("synthetic_qa", ",\"response\":\"B\""),
            "field 'reference' is missing; track 'synthetic_qa' checks the answer against it"),
        arguments(
            track("synthetic_qa", ",\"response\":\"B\",\"reference\":{\"kind\":\"none\"}"),
            "field 'reference' is of kind none; track 'synthetic_qa' checks the answer"),
        arguments(
            track(
                "synthetic_qa",
                ",\"response\":\"B\",\"reference\":{\"kind\":\"long\",\"value\":\"Potassium\"}"),
            "field 'annotations.equivalence' is missing"),
        arguments(
            track("general_instruct", ",\"response\":\"B\""),
            "field 'annotations.judge' is missing; track 'general_instruct' is judged, so send the"
                + " sample through the annotation job first"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNotASampleBecomesADeadLetterThatLosesNothing(String value, String problem)
      throws Exception {
    DeadLetter letter = deadLetter(value.getBytes(UTF_8));

    assertThat(letter.error()).contains(problem).doesNotContain("Exception", "com.fasterxml", "\n");
    assertThat(letter.position()).isEqualTo(new Position("samples", 3, 14));
    assertThat(letter.timestamp()).isEqualTo(120);
    assertThat(letter.raw()).isEqualTo(value);
    assertThat(letter.key()).isEqualTo("k-1");
    assertThat(letter.headers()).isEqualTo(Map.of("trace", "trace-7"));
  }

  @Test
  void aTombstoneIsADeadLetterToo() throws Exception {
    DeadLetter letter = deadLetter(null);

    assertThat(letter.error()).contains("tombstone");
    assertThat(letter.raw()).isNull();
    assertThat(letter.rawBase64()).isNull();
  }

  @Test
  void bytesThatAreNotTextAreKeptAsBase64() throws Exception {
    byte[] value = {'{', (byte) 0xff, (byte) 0xfe, '}'};
    DeadLetter letter = deadLetter(value);

    assertThat(letter.error()).contains("not UTF-8");
    assertThat(Base64.getDecoder().decode(letter.rawBase64())).isEqualTo(value);
  }

  @Test
  void aRecordThatNoRowCouldHoldIsCutBetweenCharacters() throws Exception {
    DeadLetter letter = deadLetter(("x" + "字".repeat(5_000)).getBytes(UTF_8));

    assertThat(letter.error()).contains("the record has 15,001 bytes");
    assertThat(letter.raw()).isEqualTo("x" + "字".repeat(1_333));
    assertThat(letter.key()).isEqualTo("k-1");
    assertThat(letter.headers())
        .isEqualTo(
            Map.of(
                "trace",
                "trace-7",
                "medsift-cut",
                "value of 15,001 bytes, key and headers of 15 bytes"));
  }

  @Test
  void keyAndHeadersThatNoRowCouldHoldAreLeftOut() throws Exception {
    byte[] large = new byte[10_000];
    LogRecord record =
        new LogRecord(3, 14, 120, large, "[]".getBytes(UTF_8), Map.of("h", large), false);
    try (var parse = parse()) {
      parse.left(new RankedRecord(record, RANK, false, false));

      OutputRecord row = parse.output(GateFunction.DECIDED).get(0);
      assertThat(row.key()).isNull();
      DeadLetter letter = RowCodec.readDeadLetter(row.value());
      assertThat(letter.raw()).isEqualTo("[]");
      assertThat(letter.key()).isNull();
      assertThat(letter.headers())
          .isEqualTo(Map.of("medsift-cut", "value of 2 bytes, key and headers of 20,001 bytes"));
    }
  }

  @Test
  void aSampleGoesOnWithItsBytesAndItsRank() throws Exception {
    byte[] value = track("rl", ",\"unknown\":{\"kept\":1}").getBytes(UTF_8);
    try (var parse = parse()) {
      parse.left(new RankedRecord(record(value), RANK, true, true));

      List<ParsedSample> samples = parse.output();
      assertThat(samples).hasSize(1);
      assertThat(samples.get(0).sample().prompt()).isEqualTo("p");
      assertThat(samples.get(0).envelope().json()).isEqualTo(value);
      assertThat(samples.get(0).envelope().rank()).isEqualTo(RANK);
      assertThat(samples.get(0).envelope().timestamp()).isEqualTo(120);
      assertThat(samples.get(0).envelope().late()).isTrue();
      assertThat(samples.get(0).envelope().repeated()).isTrue();
      assertThat(parse.output(GateFunction.DECIDED)).isEmpty();
    }
  }

  /** Nobody is asked about a response without an answer, and nobody needs to be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"response\": \"<think>Potas\"",
        "\"reasoning\": \"Potassium?\", \"response\": \"</think>\"",
        "\"response\": \"<answer></answer>\"",
        "\"response\": \"Potas\", \"generation\": {\"truncated\": true}",
        "\"response\": \"Potas\", \"generation\": {\"finish_reason\": \"length\"}"
      })
  void aResponseWithoutAnAnswerNeedsNoComparison(String response) throws Exception {
    String reference = ",\"reference\":{\"kind\":\"long\",\"value\":\"Potassium\"}";
    byte[] value = track("synthetic_qa", reference + "," + response).getBytes(UTF_8);
    try (var parse = parse()) {
      parse.left(new RankedRecord(record(value), RANK, false, false));

      assertThat(parse.output())
          .singleElement()
          .satisfies(
              one ->
                  assertThat(new AnswerRuling().of(one.sample()))
                      .isInstanceOf(Ruling.Reject.class));
    }
  }

  @Test
  void scoresOfNoKnownRequestAreCounted() throws Exception {
    try (var parse = parse()) {
      parse.left(ranked(sample("\"annotations\":{\"judge\":{\"score\":9}}")));
      assertThat(parse.count("annotations_without_request")).isEqualTo(1);
      parse.left(ranked(sample("\"annotations\":{\"judge\":{\"score\":9,\"request\":\"ab\"}}")));
      parse.left(ranked(sample("\"label\":\"B\"")));
      assertThat(parse.count("annotations_without_request")).isEqualTo(1);
      assertThat(parse.output()).hasSize(3);
    }
  }

  @Test
  void withKeysOnlySignedAnnotationsAreBelieved(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("keys"), "k".repeat(32) + "\n");
    AnnotateSettings signed =
        new AnnotateSettings("judge-1", "equivalence-1", "leak-1", 3, true, "" + file);
    String scored = sample("\"annotations\":{\"judge\":{\"score\":9,\"request\":\"ab\"}}");
    byte[] own = AnnotationKeys.load(file).sign(scored.getBytes(UTF_8));
    String altered = new String(own, UTF_8).replace("\"score\":9", "\"score\":10");
    try (var parse = parse(signed)) {
      parse.left(ranked(new String(own, UTF_8)));
      parse.left(ranked(sample("\"label\":\"B\"")));
      assertThat(parse.output()).hasSize(2);
      for (String foreign : List.of(scored, altered)) {
        parse.left(ranked(foreign));
      }
      assertThat(parse.output()).isEmpty();
      assertThat(parse.output(GateFunction.DECIDED))
          .hasSize(2)
          .allSatisfy(
              row ->
                  assertThat(RowCodec.readDeadLetter(row.value()).error())
                      .startsWith("field 'annotations' has no valid signature")
                      .doesNotContain("kkkk"));
    }
  }

  @Test
  void aKeyFileThatIsNotThereEndsTheJobForGood(@TempDir Path directory) {
    String missing = directory.resolve("keys").toString();
    AnnotateSettings signed =
        new AnnotateSettings("judge-1", "equivalence-1", "leak-1", 3, true, missing);
    assertThatThrownBy(() -> parse(signed))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("annotate.key_file: " + missing + " cannot be read");
  }

  private static RankedRecord ranked(String value) {
    return new RankedRecord(record(value.getBytes(UTF_8)), RANK, false, false);
  }

  private static DeadLetter deadLetter(byte[] value) throws Exception {
    try (var parse = parse()) {
      parse.left(new RankedRecord(record(value), RANK, false, false));

      assertThat(parse.output()).isEmpty();
      List<OutputRecord> rows = parse.output(GateFunction.DECIDED);
      assertThat(rows).hasSize(1);
      assertThat(rows.get(0).kind()).isEqualTo(OutputRecord.Kind.DEAD_LETTER);
      assertThat(rows.get(0).key()).isEqualTo(KEY);
      assertThat(parse.count("dead_letters")).isEqualTo(1);
      return RowCodec.readDeadLetter(rows.get(0).value());
    }
  }

  private static OperatorHarness<RankedRecord, Void, ParsedSample> parse() throws Exception {
    return parse(AnnotateSettings.DEFAULT);
  }

  private static OperatorHarness<RankedRecord, Void, ParsedSample> parse(AnnotateSettings annotate)
      throws Exception {
    Recipe shipped = RecipeLoader.named("recommended");
    Recipe recipe =
        shipped.toBuilder().limits(new SampleLimits(2_000, 64)).annotate(annotate).build();
    VerdictWriter writer = new VerdictWriter("samples", recipe, Map.of());
    return OperatorHarness.of(
            new ProcessOperator<>(new ParseFunction(recipe, writer)), Subtask.ONLY)
        .start();
  }

  private static LogRecord record(byte[] value) {
    return new LogRecord(3, 14, 120, KEY, value, Map.of("trace", TRACE), false);
  }

  private static String sample(String field) {
    return track("rl", "," + field);
  }

  private static String track(String track, String fields) {
    return "{\"id\":\"a\",\"source\":\"s\",\"track\":\"%s\",\"prompt\":\"p\"%s}"
        .formatted(track, fields);
  }
}
