package io.medsift.llm.stage;

import java.util.Locale;

/** Why a record became a dead letter of a job that asks models. The names are labels of metrics. */
public enum DeadLetterReason {
  MALFORMED("does not fit the recipe"),
  NO_MODEL("the recipe names no model for it"),
  REFUSED("the model refused, or a filter of its endpoint withheld the answer"),
  UNREADABLE("no reply could be parsed"),
  BAD_REQUEST("the endpoint did not take the request"),
  NO_REPLY("the endpoint gave no usable reply");

  private final String words;

  DeadLetterReason(String words) {
    this.words = words;
  }

  /** The label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it means, for tables. */
  public String words() {
    return words;
  }
}
