package io.medsift.curation.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.RowCodec;
import io.medsift.codec.SampleLimits;
import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.LogRecord;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.verdict.DeadLetter;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Findings;
import io.medsift.verdict.Position;
import io.medsift.verdict.Reason;
import io.medsift.verdict.RecipeStamp;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictWriterTest {
  private static final RecipeStamp RECIPE = new RecipeStamp("test", "0123456789abcdef");
  private static final SampleLimits LIMITS = new SampleLimits(1 << 20, 64);
  private static final SamplePosition POSITION = new SamplePosition(2, 311);

  /** Texts that writers of JSON make longer, as long as a record may be. */
  @ParameterizedTest
  @ValueSource(
      strings = {"😀", "𠮷", "病", "é", "\\\\", "\\\"", "\\n", "\\u0001", "\\uD83D\\uDE00", "/"})
  void everySampleWithinTheLimitHasARowWithinTheLimit(String repeated) {
    String frame = "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"x";
    int room = LIMITS.recordBytes() - frame.length() - 3;
    String json = frame + repeated.repeat(room / repeated.getBytes(UTF_8).length) + "\"}";
    OutputRecord accepted = writer(LIMITS).accepted(envelope("a", json));
    assertThat(accepted.kind()).isEqualTo(OutputRecord.Kind.ACCEPTED);
    assertThat(accepted.value().length).isLessThan(LIMITS.rowBytes());

    OutputRecord rejected =
        writer(LIMITS).rejected(envelope("a", json), Reason.EXACT_COPY, duplicate("b"));
    assertThat(rejected.kind()).isEqualTo(OutputRecord.Kind.REJECTED);
    assertThat(rejected.value().length).isLessThan(LIMITS.rowBytes());
  }

  @Test
  void aRowThatIsTooLongAllTheSameIsADeadLetterThatSaysSo() throws IOException {
    String kept = "x".repeat(LIMITS.rowBytes());
    OutputRecord row =
        writer(LIMITS).rejected(envelope("a", "{}"), Reason.EXACT_COPY, duplicate(kept));
    assertThat(row.kind()).isEqualTo(OutputRecord.Kind.DEAD_LETTER);
    assertThat(row.position()).isEqualTo(POSITION);
    assertThat(row.value().length).isLessThan(LIMITS.rowBytes());
    assertThat(RowCodec.readDeadLetter(row.value()).error())
        .startsWith("the row of this sample has 6,")
        .contains("limits.record_bytes of 1,048,576");
  }

  /** It waited in state while the limit was lowered. */
  @Test
  void aSampleFarAboveALoweredLimitIsADeadLetterThatIsCut() throws IOException {
    String json = "{\"id\":\"a\",\"prompt\":\"" + "😀".repeat(1 << 20) + "\"}";
    SampleLimits lowered = new SampleLimits(100_000, 64);
    OutputRecord row =
        writer(lowered).rejected(envelope("a", json), Reason.EXACT_COPY, duplicate("b"));
    assertThat(row.kind()).isEqualTo(OutputRecord.Kind.DEAD_LETTER);
    assertThat(row.value().length).isLessThan(lowered.rowBytes());
    DeadLetter letter = RowCodec.readDeadLetter(row.value());
    assertThat(letter.error()).contains("limits.record_bytes allows 100,000");
    assertThat(letter.headers()).containsKey("medsift-cut");
  }

  /** A record that is no sample, and a key and a header as long as they may be in its letter. */
  @ParameterizedTest
  @ValueSource(strings = {"😀", "𠮷", "病", "\u0001", "\"", "a"})
  void everyDeadLetterIsWithinTheLimit(String repeated) {
    byte[] besides = repeated.repeat(50_000).getBytes(UTF_8);
    byte[] value = repeated.repeat((2 << 20) / repeated.getBytes(UTF_8).length).getBytes(UTF_8);
    LogRecord record =
        new LogRecord(0, 1, 2, besides, value, Map.of(repeated.repeat(1000), besides), false);
    byte[] letter = writer(LIMITS).deadLetter(record, "no sample").value();
    assertThat(letter.length).isLessThan(LIMITS.rowBytes());
  }

  /** It waited in state while the recipe lost the gates of prompts. */
  @Test
  void aNoteCountsOnlyWherePromptsAreDecided() {
    Envelope plain =
        envelope("a", "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"x\"}");
    Envelope noted =
        new Envelope(
            plain.rank(),
            1,
            false,
            false,
            "a",
            "rl",
            "s",
            plain.json(),
            Findings.NONE,
            new PromptNote("k", "h", "x", null, 2, false));
    VerdictWriter deciding = new VerdictWriter("samples", RECIPE, Map.of(), LIMITS, true);
    assertThat(deciding.accepted(noted).kind()).isEqualTo(OutputRecord.Kind.CANDIDATE);
    assertThat(deciding.rejected(noted, Reason.EXACT_COPY, duplicate("b")).response()).isNotNull();
    assertThat(writer(LIMITS).accepted(noted).kind()).isEqualTo(OutputRecord.Kind.ACCEPTED);
    assertThat(writer(LIMITS).rejected(noted, Reason.EXACT_COPY, duplicate("b")).response())
        .isNull();
    assertThat(writer(LIMITS).deadLetter(noted, "too long").response()).isNull();
  }

  /** It waited in the state of a run, which writes its row; this run may read it again. */
  @Test
  void aSampleThatAnotherRunHadReadIsARowOnlyWhereItIsReadAgain() {
    String json = "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"x\"}";
    Envelope waited = envelope("a", json);
    Envelope again =
        new Envelope(
            waited.rank(), 1, false, true, "a", "rl", "s", waited.json(), Findings.NONE, null);
    VerdictWriter after = writer(LIMITS).after(Map.of(2, 312L));
    assertThat(after.accepted(waited).kind()).isEqualTo(OutputRecord.Kind.OF_ANOTHER_RUN);
    assertThat(after.rejected(waited, Reason.EXACT_COPY, duplicate("b")).kind())
        .isEqualTo(OutputRecord.Kind.OF_ANOTHER_RUN);
    assertThat(after.deadLetter(waited, "too long").kind())
        .isEqualTo(OutputRecord.Kind.OF_ANOTHER_RUN);
    assertThat(after.accepted(again).kind()).isEqualTo(OutputRecord.Kind.ACCEPTED);
    assertThat(writer(LIMITS).after(Map.of(2, 311L)).accepted(waited).kind())
        .isEqualTo(OutputRecord.Kind.ACCEPTED);
  }

  private static Evidence duplicate(String id) {
    return new Evidence.Duplicate(id, new Position("samples", 0, 1), 1, null);
  }

  private static Envelope envelope(String id, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return new Envelope(
        new Rank(1, 2, 311), 1, false, false, id, "rl", "s", bytes, Findings.NONE, null);
  }

  private static VerdictWriter writer(SampleLimits limits) {
    return new VerdictWriter("samples", RECIPE, Map.of(), limits, false);
  }
}
