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
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JSON object in a reply, alone, in a code fence or among other words.
 *
 * @param elsewhere the words outside the object
 */
record ReplyObject(JsonNode object, String elsewhere) {
  // A brace in the words before the object begins no object; so many are tried.
  private static final int MAX_BRACES = 64;
  private static final int MAX_INDENT_LENGTH = 64;
  private static final Pattern PYTHON_LITERAL =
      Pattern.compile("(?<=[:\\[,] ?)(?:True|False|None)(?=\\s?[,}\\]])");
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
  static Optional<ReplyObject> find(String said) {
    Optional<ReplyObject> found = first(said);
    return found.isPresent() ? found : first(withoutPythonLiterals(said));
  }

  /** A dict of Python as JSON, each character in its place. */
  private static String withoutPythonLiterals(String said) {
    return PYTHON_LITERAL
        .matcher(said)
        .replaceAll(found -> found.group().equals("None") ? "null" : Text.lowerCase(found.group()));
  }

  private static Optional<ReplyObject> first(String said) {
    ReplyObject found = null;
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
        found = new ReplyObject(object, said.substring(0, from) + "\n" + said.substring(end));
      } catch (IOException e) {
        // A broken object must not hand its words over to one inside of it.
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
}
