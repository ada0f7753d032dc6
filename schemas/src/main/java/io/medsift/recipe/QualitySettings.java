package io.medsift.recipe;

import java.io.Serializable;

/**
 * The quality gate.
 *
 * @param minimumPromptWords prompts with fewer words are rejected
 * @param maximumWaits traces that say "Wait" more often are rejected
 */
public record QualitySettings(int minimumPromptWords, int maximumWaits) implements Serializable {

  /** The filters of the authors' earlier recipe: more than three words, at most 47 "Wait". */
  public static final QualitySettings DEFAULT = new QualitySettings(4, 47);
}
