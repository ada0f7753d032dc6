package io.medsift.recipe;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which generated samples go straight to curation. */
public enum GenerationOutput {
  /** Those that the gates of their tracks can decide on; the others go to the annotation job. */
  SAMPLES,
  /** None: all go to the annotation job. */
  UNSCORED;

  /** The spelling in recipes, and the usual name of the topic. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
