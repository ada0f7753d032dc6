package io.medsift.sources.cells;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.rows.MalformedLiteralException;
import io.medsift.rows.PythonLiteral;

/** A list or an object that a column holds as text. */
public final class Literal {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Literal() {}

  /** The value of JSON text or of a Python literal; null where the text is neither. */
  public static JsonNode parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || "{[".indexOf(stripped.charAt(0)) < 0) {
      return null;
    }
    try {
      return JSON.readTree(stripped);
    } catch (JsonProcessingException notJson) {
      return python(stripped);
    }
  }

  private static JsonNode python(String text) {
    try {
      return PythonLiteral.parse(text);
    } catch (MalformedLiteralException neither) {
      return null;
    }
  }
}
