package io.medsift.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats an error of a JSON parser for messages. */
public final class JsonProblem {
  private static final int LENGTH = 120;
  private static final Map<Pattern, String> PLAIN = plain();

  /** What the parser expected, what it is called there, and which of its settings would help. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?:: was expecting| \\([^()]*\\[Source|: enable |: maybe a|: only regular|: not allowed as per|: expected a|: has to be"
              + "|: Leading zeroes| \\(for | \\(from | \\(not recognized| \\(consider| \\(bound as"
              + "| \\(through reference|, the maximum allowed|, problem: | in VALUE_| `| com\\.|"
              + " java\\.).*");

  private static final Pattern CODE = Pattern.compile(" \\(code \\d+(?: / 0x[0-9a-fA-F]+)?\\)");

  private JsonProblem() {}

  /**
   * Returns the problem as a clause of one short line, in plain words: without the tokens that the
   * parser expected or its own names.
   */
  public static String of(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    for (Map.Entry<Pattern, String> known : PLAIN.entrySet()) {
      Matcher matcher = known.getKey().matcher(line);
      if (matcher.lookingAt()) {
        return shortened(
            known.getValue().formatted(matcher.groupCount() == 0 ? "" : matcher.group(1)));
      }
    }
    return shortened(ADVICE.matcher(CODE.matcher(line).replaceAll("")).replaceFirst(""));
  }

  private static String shortened(String problem) {
    return problem.length() <= LENGTH ? problem : problem.substring(0, LENGTH) + "…";
  }

  /** What the parser says of a text, and what it means. */
  private static Map<Pattern, String> plain() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("Unexpected character .*in numeric value", "a number is malformed%s");
    words.put("Unexpected end-of-input", "the text ends too early%s");
    words.put("Unexpected close marker '(.)'", "'%s' closes what is not open");
    words.put("Unexpected character \\('(.)'", "'%s' is not expected");
    words.put(
        "(?:Unexpected|Illegal) character \\(\\(CTRL-CHAR, code (\\d+)",
        "control character %s is not expected");
    words.put(
        "Illegal unquoted character \\(\\(CTRL-CHAR, code (\\d+)",
        "control character %s is not escaped");
    words.put("Unrecognized token '([^']*)'", "'%s' is not a value");
    words.put("Non-standard token '([^']*)'", "%s is not a JSON value");
    words.put("Unrecognized character escape '(.)'", "'\\%s' is not an escape");
    words.put("Invalid numeric value|Number|Decimal point", "a number is malformed%s");
    words.put("Invalid UTF-8 \\w+ byte (0x[0-9a-fA-F]+)", "byte %s is not UTF-8");
    words.put("Duplicate field '([^']*)'", "field '%s' is given twice");
    words.put("Trailing token", "something follows the value%s");
    Map<Pattern, String> plain = new LinkedHashMap<>();
    words.forEach((said, meant) -> plain.put(Pattern.compile(said), meant));
    return plain;
  }
}
