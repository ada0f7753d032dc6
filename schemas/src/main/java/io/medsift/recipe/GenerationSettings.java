package io.medsift.recipe;

import java.io.Serializable;

/**
 * The generation job.
 *
 * @param responses to each prompt, from 1
 * @param target where they go
 */
public record GenerationSettings(int responses, GenerationTarget target) implements Serializable {

  /** Eight, the middle of the published six to ten, to the curation job. */
  public static final GenerationSettings DEFAULT =
      new GenerationSettings(8, GenerationTarget.SAMPLES);
}
