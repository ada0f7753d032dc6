package io.medsift.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonProblemTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// comment",
        "\u001e{}",
        "{\"a\":1} {\"b\":2}",
        "{\"a\":01}",
        "{\"a\":\"b\tc\"}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":.5}",
        "{\"a\":tru}",
        "{\"a\":1,}",
        "{\"a\":\"cut",
        "{\"a\":NaN}",
        "]"
      })
  void saysWhatIsWrongWithoutTheParsersOwnNames(String text) {
    JsonProcessingException failure =
        catchThrowableOfType(JsonProcessingException.class, () -> JSON.readTree(text));

    assertThat(JsonProblem.of(failure))
        .isNotBlank()
        .doesNotContain("code ", "ALLOW_", "FAIL_ON", "Feature", "VALUE_", "com.", "`", "JsonNode");
  }
}
