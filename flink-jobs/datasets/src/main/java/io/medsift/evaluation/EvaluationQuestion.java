package io.medsift.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One question of an evaluation set.
 *
 * @param id as published; null where it has none
 * @param question as published, never blank
 * @param options letter to text in the order of the file, as published; empty for an open question
 * @param answer as published; null where there is none
 */
public record EvaluationQuestion(
    String id, String question, Map<String, String> options, String answer) {
  public EvaluationQuestion {
    requireNonNull(question, "question is null");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
