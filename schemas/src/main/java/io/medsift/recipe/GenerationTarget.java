package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where generated samples go. */
public enum GenerationTarget {
  /** To the curation job at once. */
  SAMPLES,
  /** To the annotation job first, for tracks that a model must speak about. */
  UNSCORED;

  /** The spelling in recipes, and the usual name of the topic. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
