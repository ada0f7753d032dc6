package io.medsift.sample;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * One training sample as the gates read it. The mirror of {@code samples.schema.json}.
 *
 * <p>{@code id}, {@code source}, {@code track} and {@code prompt} are always there. {@code
 * history}, {@code options} and {@code annotations} are empty where the wire had none. Every other
 * component is null where the wire had none. Fields that the schema does not name are not here:
 * rows carry the producer's own bytes, so nothing is lost.
 *
 * @param id the producer's name for the sample, by which people ask about it
 * @param source data set that the row comes from
 * @param sourceRow row of that data set
 * @param track names the gates, by the recipe
 * @param options option letter to option text, in the order of the wire
 * @param reasoning the trace, where it is kept apart from {@code response}; without a response, the
 *     rationale that came with the question
 * @param label a subject or, on the track {@code rl}, the gold letter
 * @param generation how the response was written, where a generation job wrote it
 */
public record Sample(
    String id,
    String source,
    String sourceRow,
    String track,
    String prompt,
    List<Turn> history,
    String system,
    Map<String, String> options,
    Reference reference,
    String reasoning,
    String response,
    String label,
    String generator,
    String license,
    String upstreamSource,
    Annotations annotations,
    Generation generation) {

  public Sample {
    requireNonNull(id, "id is null");
    requireNonNull(source, "source is null");
    requireNonNull(track, "track is null");
    requireNonNull(prompt, "prompt is null");
    requireNonNull(history, "history is null");
    requireNonNull(options, "options is null");
    requireNonNull(annotations, "annotations is null");
  }

  /**
   * All that the model wrote, trace and response, without the think tags: the same for a trace that
   * is kept apart and for one inside the response. Null where there is no response.
   */
  public String completion() {
    return completion(reasoning, response);
  }

  /**
   * The same of a trace and a response that were read by themselves.
   *
   * @param reasoning null where there is none
   * @param response null where there is none
   */
  public static String completion(String reasoning, String response) {
    if (response == null) {
      return null;
    }
    String answer = response.replace("<think>", "\n").replace("</think>", "\n");
    return reasoning == null ? answer : reasoning + "\n" + answer;
  }
}
