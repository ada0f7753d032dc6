package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which samples are compared. */
public enum DeduplicationScope {
  /** All. */
  GLOBAL,
  /** Those with the same prompt. */
  PROMPT;

  /** The spelling in recipes. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
