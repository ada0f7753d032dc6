package io.medsift.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.codec.SampleLimits;
import io.medsift.codec.SampleParser;
import io.medsift.storage.Sha256;
import org.junit.jupiter.api.Test;

class PromptHashTest {
  private static final String PROMPT =
      "\"prompt\":\" Which\\u00a0 one? \",\"options\":{\"A\":\"left  hand\",\"B\":\"right\"}";

  @Test
  void isWhatAnyoneCanComputeOfSystemPromptTurnsPromptAndOptions() throws Exception {
    String text = "Be brief.\nHello\nYes?\nWhich one?\nA left hand\nB right\n";
    String history =
        ",\"system\":\"Be brief.\",\"history\":[{\"role\":\"user\",\"content\":\"Hello\"},"
            + "{\"role\":\"assistant\",\"content\":\"Yes?\"}]";
    assertThat(PromptHash.of(sample(PROMPT + history)))
        .isEqualTo(Sha256.of(text.getBytes(UTF_8)).substring(0, 32));
  }

  @Test
  void otherOptionsMakeAnotherPrompt() throws Exception {
    assertThat(PromptHash.of(sample(PROMPT)))
        .isEqualTo(PromptHash.of(sample(PROMPT + ",\"response\":\"r\"")))
        .isNotEqualTo(PromptHash.of(sample(PROMPT.replace("right", "wrong"))));
  }

  @Test
  void responsesOfOneGenerationAreAGroup() throws Exception {
    String one = ",\"generator\":\"m\",\"generation\":{\"prompt_id\":\"q\",\"index\":1}";
    String two = ",\"generator\":\"m\",\"generation\":{\"prompt_id\":\"q\",\"index\":2}";
    assertThat(group(PROMPT + one)).isEqualTo(group(PROMPT + two)).isNotEqualTo(group(PROMPT));
    assertThat(group(PROMPT + one))
        .isNotEqualTo(group(PROMPT + one.replace("\"m\"", "\"n\"")))
        .isNotEqualTo(group(PROMPT + one.replace("\"q\"", "\"r\"")));
  }

  private static String group(String fields) throws Exception {
    Sample sample = sample(fields);
    return PromptHash.ofGroup(sample, PromptHash.of(sample));
  }

  private static Sample sample(String fields) throws Exception {
    return new SampleParser(SampleLimits.DEFAULT)
        .parse(("{\"id\":\"a\",\"source\":\"s\",\"track\":\"t\"," + fields + "}").getBytes(UTF_8));
  }
}
