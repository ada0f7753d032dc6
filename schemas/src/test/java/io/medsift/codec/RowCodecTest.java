package io.medsift.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import io.medsift.WireSchemas;
import io.medsift.sample.Sample;
import io.medsift.verdict.Decision;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import io.medsift.verdict.LeakEvidence;
import io.medsift.verdict.Position;
import io.medsift.verdict.PromptCounts;
import io.medsift.verdict.PromptDecision;
import io.medsift.verdict.PromptDecision.Kept;
import io.medsift.verdict.PromptDecision.WrongAnswer;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import io.medsift.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodecTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final JsonSchema ACCEPTED = WireSchemas.named("accepted");
  private static final JsonSchema REJECTED = WireSchemas.named("rejected");
  private static final Position POSITION = new Position("samples", 3, 1L << 40);

  private static final List<Evidence> EVERY_KIND =
      List.of(
          new LeakEvidence.SharedNgram("b", "7", "Item \"text\"\n", "which of the following", 406),
          new LeakEvidence.FuzzyMatch("b", "7", "题目", 80.0),
          new LeakEvidence.Containment("b", "7", "text", 0.93, "phrase", 1),
          new LeakEvidence.Alignment("b", "7", "text", 0.93, "passage", "prompt", null),
          new LeakEvidence.Alignment("b", "7", "text", 0.93, null, "history", 2),
          new LeakEvidence.SemanticMatch("b", "7", "text", 0.93, 0.9, null, "prompt", null),
          new LeakEvidence.SemanticMatch("b", "7", "text", 0.9, 0.9, true, "prompt", null),
          new Evidence.Answer("C", "B", "boxed", "\\boxed{C}", "another option"),
          new Evidence.Answer(null, "B", null, null, "nothing could be read"),
          new Evidence.Answer("B", "B", "boxed", "\\boxed{B}", null, null, null, true),
          new Evidence.Answer(
              "no benefit", "no", "equivalence", null, "m says so", "m", "equivalence-1"),
          new Evidence.Quality("waits", 50, 47, "the trace says it too often"),
          new Evidence.Quality(null, null, null, "the response was cut"),
          new Evidence.Score(7.5, 8, "judge", "1"),
          new Evidence.Score(7, 8, null, null),
          new Evidence.Domain(12, "Law", 0.9, -0.25, List.of("Medical", "Biology"), null, null),
          new Evidence.Domain(12, "Medical", 0.4, 0.25, List.of("Medical"), 0.5, 0.3),
          new Evidence.Domain(12, "Medical", 0.4, 0.25, List.of("Medical"), null, null)
              .withUnreadable(0.8),
          new LeakEvidence.Containment("b", "7", "text", 0.93, "phrase", 1, "history", 2),
          new LeakEvidence.FuzzyMatch("b", "7", "题目", 80.0, "system", null),
          new LeakEvidence.SharedNgram("b", "7", "text", "which of", 4, "prompt", null),
          new Evidence.Domain(
              12,
              "Law",
              0.9,
              0.25,
              List.of("Medical"),
              null,
              null,
              new Evidence.NearTie(7, "Medical", 0.25)),
          new Evidence.Duplicate("m-0", POSITION, 1, new Position("samples", 0, 0)),
          new Evidence.Duplicate("m-0", POSITION, 0.7, null),
          new Evidence.PassRate(
              "0".repeat(32), new PromptCounts(3, 2, 1, 1, 1), 3 / 7.0, 0.1, 0.9, true, null),
          new Evidence.PassRate(
              "0".repeat(32), new PromptCounts(0, 0, 0, 0, 2), null, 0, 1, false, true),
          new Evidence.Selection("shortest", 1, 900.0, "m-0", POSITION, 700.0, null),
          new Evidence.Selection("first", 2, null, null, null, null, true),
          new Evidence.Quota("source", "s", 2, 2, "m-0", POSITION, "m-1", POSITION));

  @Test
  void everyKindOfEvidenceIsInTheListAbove() {
    assertThat(EVERY_KIND.stream().<Class<?>>map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(records(Evidence.class).toList());
  }

  private static Stream<Class<?>> records(Class<?> kind) {
    return kind.isSealed()
        ? Stream.of(kind.getPermittedSubclasses()).flatMap(RowCodecTest::records)
        : Stream.of(kind);
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void rejectedRowsAreValidAndReadBack(Reason reason) throws Exception {
    for (Evidence evidence : EVERY_KIND) {
      Verdict verdict = rejected(reason, evidence, EVERY_KIND);
      byte[] row = RowCodec.rejected(Records.FULL.getBytes(UTF_8), verdict);

      assertThat(REJECTED.validate(MAPPER.readTree(row))).isEmpty();
      assertThat(ACCEPTED.validate(MAPPER.readTree(row))).isNotEmpty();
      assertThat(RowCodec.readRow(row).verdict()).isEqualTo(verdict);
    }
  }

  @Test
  void decisionsOnPromptsAreValidAndReadBack() throws Exception {
    JsonSchema schema = WireSchemas.named("prompts-decided");
    for (PromptDecision.Closed closed : PromptDecision.Closed.values()) {
      PromptDecision decision =
          new PromptDecision(
              "0".repeat(32),
              "1".repeat(32),
              "Which \"one\"?",
              "synthetic_qa",
              "medmcqa",
              closed == PromptDecision.Closed.FULL ? null : "B",
              closed == PromptDecision.Closed.COMPLETE ? 8 : null,
              new PromptCounts(3, 2, 1, 1, 1),
              3 / 7.0,
              closed,
              2,
              List.of(new Kept("a", POSITION, 17.0), new Kept("b", POSITION, null)),
              List.of(new WrongAnswer("C", 2)),
              0,
              accepted().recipe(),
              1_000);
      byte[] row = RowCodec.promptDecision(decision);

      assertThat(schema.validate(MAPPER.readTree(row))).isEmpty();
      assertThat(RowCodec.readPromptDecision(row)).isEqualTo(decision);
    }
  }

  @Test
  void acceptedRowsAreValidAndReadBack() throws Exception {
    Verdict verdict = accepted(EVERY_KIND, Map.of("benchmarks", "b1", "centroids", "c1"));
    for (String record : List.of(Records.FULL, Records.with("\"x\":0"))) {
      Sample sample = Records.parse(record);
      byte[] row = RowCodec.accepted(record.getBytes(UTF_8), sample, verdict);

      assertThat(ACCEPTED.validate(MAPPER.readTree(row))).isEmpty();
      assertThat(RowCodec.readRow(row).verdict()).isEqualTo(verdict);
      assertThat(RowCodec.readRow(row).sample()).isEqualTo(exact(record));
    }
  }

  @Test
  void acceptedRowsHoldThePublishedColumns() throws Exception {
    String record =
        """
        {"id":"1","source":"s","track":"t","system":"Be brief.",
         "history":[{"role":"user","content":"Hello"},{"role":"assistant","content":"Yes?"}],
         "prompt":" Why? Please reason step by step, and put your final answer within \\\\boxed{}.",
         "reasoning":"\\nBecause.\\n","response":"So.","generator":"model-x"}\
        """;
    byte[] row = RowCodec.accepted(record.getBytes(UTF_8), Records.parse(record), accepted());

    JsonNode columns = MAPPER.readTree(row);
    assertThat(columns.get("model").textValue()).isEqualTo("model-x");
    assertThat(columns.get("question")).isEqualTo(MAPPER.readTree(record).get("prompt"));
    assertThat(columns.get("problem").textValue()).isEqualTo("Why?");
    assertThat(columns.get("messages").findValuesAsText("role"))
        .containsExactly("system", "user", "assistant", "user", "assistant");
    assertThat(columns.get("messages").get(4).get("content").textValue())
        .isEqualTo("<think>\nBecause.\n</think>\n\nSo.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Which one? | Which one?\\n\\nA. Left\\nB. Right",
        "Which one?\\nA) Left\\n(B) right | Which one?\\nA) Left\\n(B) right",
      })
  void theQuestionOfAnAcceptedRowListsItsOptionsOnce(String prompt, String question)
      throws Exception {
    String record =
        """
        {"id":"1","source":"s","track":"t","prompt":"%s","options":{"A":"Left","B":"Right"},
         "response":"B"}\
        """
            .formatted(prompt);
    byte[] row = RowCodec.accepted(record.getBytes(UTF_8), Records.parse(record), accepted());

    JsonNode columns = MAPPER.readTree(row);
    String expected = question.replace("\\n", "\n");
    assertThat(columns.get("question").textValue()).isEqualTo(expected);
    assertThat(columns.get("messages").get(0).get("content").textValue()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'x':[1.0,1,1e400,-0,-0.0,1E+2,0.10,123456789012345678901234567890]",
        "'z':1,'a':2,'m':{'z':1,'a':2}",
        "'x':'\\u00e9\\/\\ud83d\\ude00é😀\\u2028\u2028'",
        "'x' :\t[ 1 , 2 ] ",
        "'x':{}",
        "'响应':'字'",
      })
  void sampleBytesComeOutAsTheyWentIn(String field) {
    String record = Records.with(field.replace('\'', '"'));
    String row = new String(RowCodec.rejected(record.getBytes(UTF_8), rejected()), UTF_8);
    assertThat(row).startsWith("{\"sample\":" + record + ",\"verdict\":{");
  }

  @Test
  void lineBreaksBetweenTokensBecomeSpaces() throws Exception {
    String record = Records.with("\r\n\"x\"\n:\n\"a\\nb\"\r").replace("{", "\n{\n");
    byte[] bytes = record.getBytes(UTF_8);
    String row = new String(RowCodec.accepted(bytes, Records.parse(record), accepted()), UTF_8);

    assertThat(row).doesNotContain("\n").doesNotContain("\r");
    assertThat(row).startsWith("{\"sample\":" + record.replace('\n', ' ').replace('\r', ' '));
    assertThat(bytes).isEqualTo(record.getBytes(UTF_8));
    assertThat(RowCodec.readRow(row.getBytes(UTF_8)).sample()).isEqualTo(exact(record));
  }

  @Test
  void readsBackNumbersAsTheyAreSpelt() throws Exception {
    String record = Records.with("\"x\":[1.0,1,1.50,1e400,0.1]");
    byte[] row = RowCodec.rejected(record.getBytes(UTF_8), rejected());
    JsonNode numbers = RowCodec.readRow(row).sample().get("x");

    assertThat(numbers.toString()).isEqualTo("[1.0,1,1.50,1E+400,0.1]");
  }

  @Test
  void bytesDoNotDependOnTheOrderOfMaps() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      names.add("artifact-" + i);
    }
    Map<String, String> forward = new LinkedHashMap<>();
    names.forEach(name -> forward.put(name, "v"));
    Collections.reverse(names);
    Map<String, String> backward = new LinkedHashMap<>();
    names.forEach(name -> backward.put(name, "v"));

    byte[] row = RowCodec.rejected(bytes("{}"), rejected(forward));
    assertThat(RowCodec.rejected(bytes("{}"), rejected(backward))).isEqualTo(row);
    assertThat(RowCodec.rejected(bytes("{}"), rejected(new HashMap<>(forward)))).isEqualTo(row);
  }

  @Test
  void findingsReadBack() {
    Findings oneByOne = Findings.NONE;
    for (Evidence finding : EVERY_KIND) {
      oneByOne = oneByOne.with(finding);
    }
    assertThat(oneByOne.json()).isEqualTo(Findings.of(EVERY_KIND).json());
    assertThat(Findings.ofJson(oneByOne.json())).isEqualTo(EVERY_KIND);
    assertThat(Findings.ofJson(Findings.NONE.json())).isEmpty();
  }

  @Test
  void readsRowsOfTheDeepestSampleThatARecipeAllows() throws Exception {
    SampleParser deep = new SampleParser(new SampleLimits(1 << 20, 1_000));
    String record = Records.with("\"x\":" + "[".repeat(999) + "]".repeat(999));
    deep.parse(bytes(record));
    byte[] row = RowCodec.rejected(bytes(record), rejected());

    assertThat(RowCodec.readRow(row).sample().path("id").textValue()).isEqualTo("1");
  }

  @Test
  void staysWithinTheBoundOfARow() throws Exception {
    SampleLimits limits = new SampleLimits(1 << 20, 64);
    String text = "\\u0001".repeat((1 << 20) / 6 - 20);
    String record = Records.with("\"x\":0").replace("\"p\"", "\"" + text + "\"");
    byte[] row = RowCodec.accepted(bytes(record), Records.parse(record), accepted());

    assertThat(row.length).isLessThan(limits.rowBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"sample\":{}}",
        "{\"sample\":null,\"verdict\":null}",
        "{\"sample\":{},\"verdict\":{}}",
        "{\"sample\":{},\"verdict\":{\"decision\":\"kept\"}}",
        "{\"sample\":[],\"verdict\":7}",
      })
  void refusesWhatIsNotARow(String row) {
    assertThatThrownBy(() -> RowCodec.readRow(bytes(row))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> RowCodec.readDeadLetter(bytes(row))).isInstanceOf(IOException.class);
  }

  @Test
  void refusesTextAfterARow() {
    byte[] row = RowCodec.rejected(bytes("{}"), rejected());
    assertThatThrownBy(() -> RowCodec.readRow(bytes(new String(row, UTF_8) + "{}")))
        .isInstanceOf(IOException.class);
  }

  private static JsonNode exact(String record) throws IOException {
    return RowCodec.readRow(RowCodec.rejected(bytes(record), rejected())).sample();
  }

  private static Verdict accepted() {
    return accepted(List.of(), Map.of());
  }

  private static Verdict accepted(List<Evidence> findings, Map<String, String> artifacts) {
    return new Verdict(
        Decision.ACCEPTED,
        null,
        null,
        null,
        findings,
        new RecipeStamp("own", "0123456789abcdef"),
        artifacts,
        POSITION,
        1_700_000_000_000L,
        false,
        true);
  }

  private static Verdict rejected() {
    return rejected(Map.of());
  }

  private static Verdict rejected(Map<String, String> artifacts) {
    return rejected(Reason.LOW_SCORE, EVERY_KIND.get(5), List.of(), artifacts);
  }

  private static Verdict rejected(Reason reason, Evidence evidence, List<Evidence> findings) {
    return rejected(reason, evidence, findings, Map.of("benchmarks", "b1"));
  }

  private static Verdict rejected(
      Reason reason, Evidence evidence, List<Evidence> findings, Map<String, String> artifacts) {
    return new Verdict(
        Decision.REJECTED,
        reason.gate(),
        reason,
        evidence,
        findings,
        new RecipeStamp("own", "0123456789abcdef"),
        artifacts,
        POSITION,
        0,
        true,
        false);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
