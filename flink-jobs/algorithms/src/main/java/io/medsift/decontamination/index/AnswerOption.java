package io.medsift.decontamination.index;

import static java.util.Objects.requireNonNull;

/** One choice of a multiple-choice question, for instance {@code B} and {@code Heparin}. */
public record AnswerOption(String label, String text) {
  public AnswerOption {
    requireNonNull(label, "label is null");
    requireNonNull(text, "text is null");
  }
}
