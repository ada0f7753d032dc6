package io.medsift.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonProblemTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1} 2 | something follows the value",
        "{\"a\":01} | a number is malformed",
        "{\"a\":1. } | a number is malformed",
        "{\"a\":\"b\tc\"} | control character 9 is not escaped",
        "{a:1} | 'a' is not expected",
        "{\"a\":1,} | '}' is not expected",
        "{\"a\":\"\\x\"} | '\\x' is not an escape",
        "{\"a\":tru} | 'tru' is not a value",
        "{\"a\":[1} | '}' closes what is not open",
        "{\"a\":\"cut | the text ends too early",
        "{\"a\":NaN} | NaN is not a JSON value",
      })
  void saysInPlainWordsWhatIsWrong(String text, String problem) {
    JsonProcessingException failure =
        catchThrowableOfType(JsonProcessingException.class, () -> JSON.readTree(text));

    assertThat(JsonProblem.of(failure)).isEqualTo(problem);
  }

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
