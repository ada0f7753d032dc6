package io.medsift.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.MalformedSampleException;
import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.recipe.QualitySettings;
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
    String json =
        "{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\",\"prompt\":\"%s\",\"response\":\"%s\"%s}"
            .formatted(prompt, response, fields);
    return check
        .check(new SampleParser(SampleLimits.DEFAULT).parse(json.getBytes(StandardCharsets.UTF_8)))
        .map(QualityCheck.Finding::reason);
  }
}
