package io.medsift.recipe;

import java.io.Serializable;

/**
 * The generation job.
 *
 * @param responses to each prompt, 1 to 64
 * @param output where samples go
 */
public record GenerateSettings(int responses, GenerationOutput output) implements Serializable {

  /** Eight responses, straight to curation. */
  public static final GenerateSettings DEFAULT = new GenerateSettings(8, GenerationOutput.SAMPLES);
}
