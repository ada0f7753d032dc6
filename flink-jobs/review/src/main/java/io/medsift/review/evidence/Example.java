package io.medsift.review.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.medsift.review.text.Excerpt;
import io.medsift.sample.Sample;
import io.medsift.verdict.Verdict;

/**
 * One row of a result, as much of it as can be shown. Absent texts are empty.
 *
 * @param compared the turn of the history or the system prompt that an evaluation item was found in
 */
public record Example(
    String id,
    String source,
    String track,
    String prompt,
    String reasoning,
    String response,
    String compared,
    Verdict verdict) {
  private static final int MAX_TEXT_LENGTH = 200_000;
  private static final int MAX_NAME_LENGTH = 200;

  /** A sample as a report keeps it: its texts are cut where they are very long. */
  public static Example of(ObjectNode sample, Verdict verdict) {
    return of(sample, verdict, MAX_TEXT_LENGTH);
  }

  /** A sample with all of its texts. */
  public static Example whole(ObjectNode sample, Verdict verdict) {
    return of(sample, verdict, Integer.MAX_VALUE);
  }

  private static Example of(ObjectNode sample, Verdict verdict, int longest) {
    return new Example(
        Excerpt.head(text(sample, "id"), MAX_NAME_LENGTH),
        Excerpt.head(text(sample, "source"), MAX_NAME_LENGTH),
        Excerpt.head(text(sample, "track"), MAX_NAME_LENGTH),
        Excerpt.head(text(sample, "prompt"), longest),
        Excerpt.head(text(sample, "reasoning"), longest),
        Excerpt.head(text(sample, "response"), longest),
        Excerpt.head(compared(sample, verdict), longest),
        verdict);
  }

  /** The text that an evaluation item was found in, where it is not the prompt. */
  private static String compared(ObjectNode sample, Verdict verdict) {
    EvidencePlace place = verdict == null ? null : EvidencePlace.of(verdict.evidence());
    if (place == null) {
      return "";
    }
    return place.turn() == null
        ? text(sample, place.field())
        : sample.path("history").path(place.turn() - 1).path("content").asText();
  }

  /** Trace and response as one text: what the gates read that look at all that was written. */
  public String completion() {
    return Sample.completion(reasoning.isEmpty() ? null : reasoning, response);
  }

  public static String text(ObjectNode sample, String field) {
    JsonNode value = sample.get(field);
    return value == null || value.isNull() ? "" : value.asText();
  }
}
