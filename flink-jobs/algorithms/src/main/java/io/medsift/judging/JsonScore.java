package io.medsift.judging;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.medsift.text.Text;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON object in a reply, alone, in a code fence or among other words.
 *
 * @param score the field {@code score} or {@code rating}; NaN where there is none, several, or one
 *     that is no score
 * @param texts the object's texts, unescaped, in order
 * @param elsewhere the words outside the object
 */
record JsonScore(double score, List<String> texts, String elsewhere) {

  // A brace in the words before the object begins no object; so many are tried.
  private static final int MAX_BRACES = 64;
  private static final int MAX_INDENT_LENGTH = 64;
  private static final Pattern SCORE =
      Pattern.compile("(?:(?:final|overall|total)[ _-]?)?(?:score|rating)");

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Models write dicts of Python, and LaTeX and line ends in texts as they are.
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Empty where the reply holds no JSON object, or several. */
  static Optional<JsonScore> find(String said) {
    JsonScore found = null;
    int tried = 0;
    int from = said.indexOf('{');
    while (from >= 0 && tried++ < MAX_BRACES) {
      int end = from + 1;
      try (JsonParser parser = STRICT.createParser(new StringReader(said.substring(from)))) {
        JsonNode object = STRICT.readTree(parser);
        end = from + (int) parser.currentLocation().getCharOffset();
        if (found != null) {
          return Optional.empty();
        }
        found = of(object, said.substring(0, from) + "\n" + said.substring(end));
      } catch (IOException e) {
        // A broken object must not hand its score over to one inside of it.
        if (beginsName(said, end)) {
          return Optional.empty();
        }
      }
      from = said.indexOf('{', end);
    }
    return Optional.ofNullable(found);
  }

  /** Returns whether no brace of the reply begins an object, as in "the set {a, b}" and LaTeX. */
  static boolean isAbsent(String said) {
    int brace = said.indexOf('{');
    while (brace >= 0) {
      if (beginsName(said, brace + 1)) {
        return false;
      }
      brace = said.indexOf('{', brace + 1);
    }
    return true;
  }

  /** Returns whether a quoted name follows a brace. */
  private static boolean beginsName(String said, int from) {
    int at = from;
    int limit = Math.min(said.length(), from + MAX_INDENT_LENGTH);
    while (at < limit && Character.isWhitespace(said.charAt(at))) {
      at++;
    }
    return at < said.length() && "\"'".indexOf(said.charAt(at)) >= 0;
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
      Matcher name = SCORE.matcher(Text.lowerCase(field.getKey().strip()));
      if (name.matches()) {
        scores.add(top ? score(value) : Double.NaN);
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
