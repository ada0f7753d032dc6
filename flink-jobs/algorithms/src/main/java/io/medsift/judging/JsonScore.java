package io.medsift.judging;

import com.fasterxml.jackson.databind.JsonNode;
import io.medsift.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JSON object in a reply, alone, in a code fence or among other words.
 *
 * @param score the field {@code score} or {@code rating}; NaN where there is none, several, or one
 *     that is not a score
 * @param texts the object's texts, unescaped, in order
 * @param elsewhere the words outside the object
 */
record JsonScore(double score, List<String> texts, String elsewhere) {

  private static final Pattern SCORE =
      Pattern.compile("(?:(?:final|overall|total)[ _-]?)?(?:score|rating)|评分|評分|得分");
  private static final Pattern SCALE =
      Pattern.compile(
          "(?:max(?:imum)?|highest|out|scale|full)(?:[ _-]?(?:score|rating|of|points))?|满分");

  /** Empty where the reply holds no JSON object, or several. */
  static Optional<JsonScore> find(String said) {
    return ReplyObject.find(said).map(found -> of(found.object(), found.elsewhere()));
  }

  private static JsonScore of(JsonNode object, String elsewhere) {
    List<Double> scores = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    collect(object, true, scores, texts);
    return new JsonScore(scores.size() == 1 ? scores.get(0) : Double.NaN, texts, elsewhere);
  }

  private static void collect(JsonNode node, boolean top, List<Double> scores, List<String> texts) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      String name = Text.lowerCase(field.getKey().strip());
      boolean otherScale =
          value.isNumber()
              && value.doubleValue() != ScoreReader.HIGHEST
              && SCALE.matcher(name).matches();
      if (SCORE.matcher(name).matches()) {
        scores.add(top ? score(value) : Double.NaN);
      } else if (otherScale) {
        scores.add(Double.NaN);
      } else {
        addText(value, texts);
        collect(value, false, scores, texts);
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        addText(element, texts);
        collect(element, false, scores, texts);
      }
    }
  }

  private static void addText(JsonNode value, List<String> texts) {
    if (value.isTextual() && !value.textValue().isBlank()) {
      texts.add(value.textValue().strip());
    }
  }

  private static double score(JsonNode value) {
    if (value.isNumber()) {
      return ScoreReader.inRange(value.asText());
    }
    return value.isTextual() ? ScoreReader.alone(value.textValue()) : Double.NaN;
  }
}
