package io.medsift.curation.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.curation.gate.Ruling;
import io.medsift.sample.Sample;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Reason;
import org.junit.jupiter.api.Test;

class AnswerRulingTest {
  private static final String LONG = "\"reference\":{\"kind\":\"long\",\"value\":\"rest helps\"}";
  private static final String OPEN = "\"reference\":{\"kind\":\"text\",\"value\":\"bed rest\"}";
  private static final String TRUE =
      ",\"annotations\":{\"equivalence\":{\"equivalent\":true,\"model\":\"m\","
          + "\"prompt_version\":\"equivalence-1\",\"extracted\":\"rest\"}}";

  private final AnswerRuling ruling = new AnswerRuling();

  @Test
  void aModelDecidesOnLongReferences() throws Exception {
    assertThat(ruling.of(sample("Rest.", LONG + TRUE)))
        .isEqualTo(
            new Ruling.Pass(
                new Evidence.Answer(
                    "rest",
                    "rest helps",
                    "equivalence",
                    null,
                    "m says the response means the same as the reference.",
                    "m",
                    "equivalence-1")));
    assertThat(reason(sample("Rest.", LONG + TRUE.replace("true", "false"))))
        .isEqualTo(Reason.WRONG_ANSWER);
    assertThat(ruling.needsModel(sample("Rest.", LONG))).isTrue();
    assertThat(ruling.needsModel(sample("Rest.", LONG + TRUE))).isFalse();
  }

  @Test
  void aModelDecidesOnTextOnlyWhereRulesCannot() throws Exception {
    String vague = "One should stay where it is warm and quiet, I believe.";
    assertThat(ruling.needsModel(sample(vague, OPEN))).isTrue();
    assertThat(reason(sample(vague, OPEN))).isEqualTo(Reason.UNVERIFIABLE_ANSWER);
    assertThat(ruling.of(sample(vague, OPEN + TRUE))).isInstanceOf(Ruling.Pass.class);

    String plain = "The answer is \\\\boxed{bed rest}.";
    assertThat(ruling.needsModel(sample(plain, OPEN))).isFalse();
    assertThat(ruling.of(sample(plain, OPEN + TRUE.replace("true", "false"))))
        .isInstanceOf(Ruling.Pass.class);
  }

  @Test
  void evidenceSaysThatTheModelWentOnWithTheNextTurn() throws Exception {
    String overrun = "The answer is \\\\boxed{bed rest}.<|im_end|>\\n<|im_start|>user\\nAnd now?";
    assertThat(ruling.of(sample(overrun, OPEN)))
        .isEqualTo(
            new Ruling.Pass(
                new Evidence.Answer(
                    "bed rest", "bed rest", "boxed", "\\boxed{bed rest}", null, null, null, true)));
  }

  @Test
  void whatWasCutHasNoAnswerWhateverAModelSays() throws Exception {
    String cut = ",\"generation\":{\"finish_reason\":\"length\"}";
    assertThat(reason(sample("Rest.", LONG + TRUE + cut))).isEqualTo(Reason.TRUNCATED_RESPONSE);
    assertThat(reason(sample("<think>Rest.", LONG))).isEqualTo(Reason.TRUNCATED_RESPONSE);
    assertThat(ruling.needsModel(sample("<think>Rest.", LONG))).isFalse();
  }

  @Test
  void aSkippedSampleThatIsNotRejectedIsNoVerdict() throws Exception {
    assertThat(ruling.of(sample("Rest.", LONG))).isInstanceOf(Ruling.Unfit.class);
  }

  private Reason reason(Sample sample) {
    return ((Ruling.Reject) ruling.of(sample)).reason();
  }

  private static Sample sample(String response, String fields) throws MalformedSampleException {
    String json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"What helps?\",\"response\":\""
            + response
            + "\","
            + fields
            + "}";
    return new SampleParser(SampleLimits.DEFAULT).parse(json.getBytes(UTF_8));
  }
}
