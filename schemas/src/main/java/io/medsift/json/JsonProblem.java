package io.medsift.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** Formats an error of a JSON parser for messages. */
public final class JsonProblem {
  private static final int LENGTH = 120;

  /** What the parser expected, what it is called there, and which of its settings would help. */
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?:: was expecting| \\([^()]*\\[Source|: enable |: maybe a|: only regular|: not allowed as per|: expected a|: has to be"
              + "|: Leading zeroes| \\(for | \\(from | \\(not recognized| \\(consider| \\(bound as"
              + "| \\(through reference|, the maximum allowed|, problem: | in VALUE_| `| com\\.|"
              + " java\\.).*");

  private static final Pattern CONTROL = Pattern.compile("\\(\\(CTRL-CHAR, code (\\d+)\\)\\)");
  private static final Pattern CODE = Pattern.compile(" \\(code \\d+(?: / 0x[0-9a-fA-F]+)?\\)");
  private static final Pattern TRAILING = Pattern.compile("Trailing token.*");

  private JsonProblem() {}

  /**
   * Returns the problem as a clause of one short line, without the tokens that the parser expected
   * or its own names.
   */
  public static String of(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    String plain = CONTROL.matcher(line).replaceAll("(number $1)");
    plain = CODE.matcher(plain).replaceAll("");
    plain = TRAILING.matcher(plain).replaceFirst("something follows the value");
    String problem = ADVICE.matcher(plain).replaceFirst("");
    return problem.length() <= LENGTH ? problem : problem.substring(0, LENGTH) + "…";
  }
}
