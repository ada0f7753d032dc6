package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The topic that generated samples go to. */
public enum GenerationOutput {
  /** Straight to curation. */
  SAMPLES,
  /** To the annotation job. */
  UNSCORED;

  /** The spelling in recipes, and the usual name of the topic. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
