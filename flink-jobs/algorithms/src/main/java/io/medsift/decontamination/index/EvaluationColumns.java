package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

/** The names that an evaluation file gives to its columns. */
public record EvaluationColumns(String question, String options, String id, String answer) {
  public static final EvaluationColumns DEFAULT =
      new EvaluationColumns("question", "options", "id", "answer");

  public EvaluationColumns {
    requireNonNull(question, "question is null");
    requireNonNull(options, "options is null");
    requireNonNull(id, "id is null");
    requireNonNull(answer, "answer is null");
  }
}
