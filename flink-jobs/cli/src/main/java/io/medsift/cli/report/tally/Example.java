package io.medsift.cli.report.tally;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.cli.report.text.Excerpt;
import io.medsift.verdict.Verdict;

/** One row of a result, as much of it as a page can show. Absent texts are empty. */
public record Example(
    String id, String source, String track, String prompt, String response, Verdict verdict) {
  private static final int LONGEST_PROMPT = 20_000;
  private static final int LONGEST_RESPONSE = 20_000;
  private static final int LONGEST_NAME = 200;

  /** The texts of a sample that a page shows, cut where they are very long. */
  public static Example of(ObjectNode sample, Verdict verdict) {
    return new Example(
        Excerpt.head(text(sample, "id"), LONGEST_NAME),
        Excerpt.head(text(sample, "source"), LONGEST_NAME),
        Excerpt.head(text(sample, "track"), LONGEST_NAME),
        Excerpt.head(text(sample, "prompt"), LONGEST_PROMPT),
        Excerpt.head(text(sample, "response"), LONGEST_RESPONSE),
        verdict);
  }

  static String text(ObjectNode sample, String field) {
    JsonNode value = sample.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }
}
