package io.medsift.sources;

import java.util.Locale;

/** The topic that the rows of a source are for. */
public enum SourceTopic {
  /** Questions with a reference and without a response: a model has to answer them first. */
  PROMPTS,
  /** Responses that a judge has to score before they can be curated. */
  UNSCORED,
  /** Responses that can be curated as they are. */
  SAMPLES;

  /** The name of the topic. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
