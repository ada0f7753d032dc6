package io.medsift.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What a parser says of text that is no JSON, or other JSON than is wanted, for people. */
public final class JsonProblem {
  private static final int LENGTH = 120;
  private static final String ADVICE = ": was expecting";

  private JsonProblem() {}

  /** What is wrong, in a clause of one short line: without what the parser would have liked. */
  public static String of(JsonProcessingException failure) {
    String message = failure.getOriginalMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    int advice = line.indexOf(ADVICE);
    String problem = advice < 0 ? line : line.substring(0, advice);
    return problem.length() <= LENGTH ? problem : problem.substring(0, LENGTH) + "…";
  }
}
