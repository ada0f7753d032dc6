package io.medsift.sources;

import java.util.List;
import java.util.Locale;

/** A part of a sample that a column of users' own files can hold, and the usual names of such. */
public enum SamplePart {
  ID("id"),
  SOURCE("source"),
  TRACK("track"),
  /** Says medical where a row needs no domain gate. */
  DOMAIN("domain"),
  PROMPT("prompt question problem query"),
  /** Comes after the prompt, on lines of its own. */
  INPUT(""),
  /** Turns, of which the last question is the prompt and its answer the response. */
  MESSAGES(""),
  HISTORY("history"),
  SYSTEM("system system_prompt"),
  OPTIONS("options choices"),
  /** The letter of the correct option. */
  LETTER("answer_idx answer_letter"),
  REFERENCE("reference reference_answer ground_truth"),
  REASONING("reasoning reasoning_content thinking"),
  RESPONSE("response output completion"),
  LABEL("label subject"),
  GENERATOR("generator model model_name"),
  LICENSE("license"),
  UPSTREAM_SOURCE("upstream_source");

  private final String columns;

  SamplePart(String columns) {
    this.columns = columns;
  }

  /** The name by which users set it: {@code upstream_source}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The columns that are tried, in order, where users name none. */
  public List<String> usualColumns() {
    return columns.isEmpty() ? List.of() : List.of(columns.split(" "));
  }
}
