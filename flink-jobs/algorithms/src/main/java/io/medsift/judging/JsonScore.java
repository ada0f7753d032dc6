package io.medsift.judging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The score in a reply that holds a JSON object: from its first brace to its last. */
final class JsonScore {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonScore() {}

  static Optional<Judgement> read(String said) {
    int end = said.lastIndexOf('}');
    if (end < 0) {
      return Optional.empty();
    }
    try {
      JsonNode object = STRICT.readTree(said.substring(said.indexOf('{'), end + 1));
      return object.isObject() ? judgement(object) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<Judgement> judgement(JsonNode object) {
    double score = Double.NaN;
    int scores = 0;
    StringBuilder reasons = new StringBuilder();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      JsonNode value = field.getValue();
      if (name.equals("score") || name.equals("rating")) {
        score = score(value);
        scores++;
      } else if (value.isTextual() && !value.textValue().isBlank()) {
        reasons.append(reasons.isEmpty() ? "" : "\n").append(value.textValue().strip());
      }
    }
    return scores == 1 && !Double.isNaN(score)
        ? Optional.of(new Judgement(score, Rationale.of(reasons.toString())))
        : Optional.empty();
  }

  private static double score(JsonNode value) {
    if (value.isNumber()) {
      return ScoreReader.inRange(value.asText());
    }
    return value.isTextual() ? ScoreReader.alone(value.textValue()) : Double.NaN;
  }
}
