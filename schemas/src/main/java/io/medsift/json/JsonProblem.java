package io.medsift.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Formats an error of a JSON parser for messages. */
public final class JsonProblem {
  private static final int LENGTH = 120;
  private static final String ADVICE = ": was expecting";

  private JsonProblem() {}

  /**
   * Returns the problem as a clause of one short line, without the tokens that the parser expected.
   */
  public static String of(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    int advice = line.indexOf(ADVICE);
    String problem = advice < 0 ? line : line.substring(0, advice);
    return problem.length() <= LENGTH ? problem : problem.substring(0, LENGTH) + "…";
  }
}
