package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One question of an evaluation set.
 *
 * @param set name of the evaluation set
 * @param id as published, or {@code <set>-<line index from 0>} where the row has none
 * @param question never blank
 * @param options in the order of the file; empty for an open question
 * @param answer as published, if the row has one
 */
public record EvaluationItem(
    String set, String id, String question, List<Option> options, Optional<String> answer) {
  public EvaluationItem {
    requireNonNull(set, "set is null");
    requireNonNull(id, "id is null");
    requireNonNull(question, "question is null");
    options = List.copyOf(options);
    requireNonNull(answer, "answer is null");
  }

  /** The question, then one line {@code A. text} for each option; the question if it has none. */
  public String questionWithOptions() {
    StringBuilder text = new StringBuilder(question);
    for (Option option : options) {
      text.append('\n').append(option.label()).append(". ").append(option.text());
    }
    return text.toString();
  }

  /** The texts that are embedded: the question, and the question with options if it has any. */
  public List<String> embeddedTexts() {
    return options.isEmpty() ? List.of(question) : List.of(question, questionWithOptions());
  }

  /** One choice of a multiple-choice question, for instance {@code B} and {@code Heparin}. */
  public record Option(String label, String text) {
    public Option {
      requireNonNull(label, "label is null");
      requireNonNull(text, "text is null");
    }
  }
}
