package io.medsift.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.recipe.Recipe.QualitySettings;
import io.medsift.verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityCheckTest {
  private static final String PROMPT = "What is the most likely diagnosis?";
  private final QualityCheck check = new QualityCheck(QualitySettings.DEFAULT);

  @Test
  void keepsWhatIsWhole() throws Exception {
    assertThat(reason(PROMPT, "A cold.", "")).isEmpty();
    assertThat(reason(PROMPT, "<think>Wait.</think>A cold.", "")).isEmpty();
    assertThat(reason(PROMPT, "A cold.", ",\"generation\":{\"finish_reason\":\"stop\"}")).isEmpty();
  }

  @Test
  void rejectsWhatWasCut() throws Exception {
    assertThat(reason(PROMPT, "<think>Wait", "")).contains(Reason.UNFINISHED_RESPONSE);
    assertThat(reason(PROMPT, "A", ",\"generation\":{\"finish_reason\":\"length\"}"))
        .contains(Reason.UNFINISHED_RESPONSE);
    assertThat(reason(PROMPT, "A", ",\"generation\":{\"truncated\":true}"))
        .contains(Reason.UNFINISHED_RESPONSE);
  }

  @ParameterizedTest
  @CsvSource({
    "hi, true",
    "a b c, true",
    "a b c d, false",
    "什么病, true",
    "这是什么病, false",
    "CT 检查, true",
    "CT 检查吗, false",
  })
  void countsWordsOfThePromptInAnyScript(String prompt, boolean tooShort) throws Exception {
    assertThat(reason(prompt, "A cold.", "").equals(Optional.of(Reason.SHORT_PROMPT)))
        .isEqualTo(tooShort);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "足 | | true",
        "乳糜腹。 | | true",
        "A – B – C. | | true",
        "手术治疗 | | false",
        "Asthma. | | true",
        "\\\\boxed{C} | | true",
        "\\\\boxed{C} | The rash spares the palms. | false",
        "<think>The rash spares the palms.</think>C | | false",
        "<think>\\n\\n</think>C | | true",
        "The answer is (C). | | false",
      })
  void boundsTheWordsOfTraceAndResponseWhereARecipeAsks(
      String response, String reasoning, boolean tooShort) throws Exception {
    String fields = reasoning == null ? "" : ",\"reasoning\":\"" + reasoning + "\"";
    QualityCheck bounded = new QualityCheck(new QualitySettings(4, 4, null, 47));
    assertThat(reason(bounded, PROMPT, response, fields).equals(Optional.of(Reason.SHORT_RESPONSE)))
        .isEqualTo(tooShort);
    assertThat(reason(PROMPT, response, fields)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "The answer is C.\\n\\nHuman: another one?\\nAssistant: The answer is A. => true",
        "The answer is C.\\n\\nUser: and now?\\nAssistant: Rest. => true",
        "Rest.<|im_end|>\\n<|im_start|>user\\nNext?<|im_end|> => true",
        "Rest.<end_of_turn>\\n<start_of_turn>user\\nNext? => true",
        "Rest.<|eot_id|><|start_header_id|>user<|end_header_id|>\\n\\nNext? => true",
        "Rest. </s>[INST] Next? [/INST] => true",
        "Rest.<｜end▁of▁sentence｜><｜User｜>Next? => true",
        "Rest.<|endoftext|>Which drug next? => true",
        "Rest.\\n\\n### Instruction:\\nNext? => true",
        "The answer is C.\\n\\nQuestion 2: next?\\nAnswer: A => true",
        "答案：C\\n\\n问题：下一题？\\n答案：A => true",
        "休息。\\n\\n用户：然后呢？ => true",
        "<think>\\nUser: asks.\\n</think>Rest.<|im_end|> => false",
        "Rest.<|im_end|> => false",
        "<|im_start|>assistant\\nRest.<|im_end|> => false",
        "User: I am ill.\\nAssistant: Rest.\\nUser: Thanks. => false",
        "Use `<|im_start|>user` before what the user says. => false",
        "He asked two things.\\nQuestion 1: why?\\nQuestion 2: when? => false",
        "Some <s>struck</s> words and more. => false",
        "Rest. If a < b and c > d, stay. => false",
      })
  void rejectsTurnsTooManyWhereARecipeAsks(String response, boolean overrun) throws Exception {
    QualityCheck strict = new QualityCheck(new QualitySettings(1, null, true, 47));
    assertThat(reason(strict, PROMPT, response, "").equals(Optional.of(Reason.OVERRUN_RESPONSE)))
        .isEqualTo(overrun);
    assertThat(reason(PROMPT, response, "")).isEmpty();
  }

  @Test
  void asksNothingOfASampleWithoutResponse() throws Exception {
    String json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"rl\",\"prompt\":\"%s\"}".formatted(PROMPT);
    assertThat(
            new QualityCheck(new QualitySettings(4, 4, null, 47))
                .check(
                    new SampleParser(SampleLimits.DEFAULT)
                        .parse(json.getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
  }

  @Test
  void boundsWaitsInTraceAndResponse() throws Exception {
    String waits = "Wait, no. ".repeat(47);
    assertThat(reason(PROMPT, "<think>" + waits + "</think>A cold.", "")).isEmpty();
    assertThat(reason(PROMPT, "<think>" + waits + "</think>Wait.", ""))
        .contains(Reason.TOO_MANY_WAITS);
    assertThat(reason(PROMPT, "A cold.", ",\"reasoning\":\"" + waits + "Wait\""))
        .contains(Reason.TOO_MANY_WAITS);
  }

  private Optional<Reason> reason(String prompt, String response, String fields)
      throws MalformedSampleException {
    return reason(check, prompt, response, fields);
  }

  private static Optional<Reason> reason(
      QualityCheck check, String prompt, String response, String fields)
      throws MalformedSampleException {
    String json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"%s\",\"response\":\"%s\"%s}"
            .formatted(prompt, response, fields);
    return check
        .check(new SampleParser(SampleLimits.DEFAULT).parse(json.getBytes(StandardCharsets.UTF_8)))
        .map(QualityCheck.Finding::reason);
  }
}
