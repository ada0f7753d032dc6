package io.medsift.recipe;

import java.io.Serializable;

/**
 * The generation job.
 *
 * @param responses to each prompt, 1 to 64
 * @param output which samples go straight to curation
 */
public record GenerateSettings(int responses, GenerationOutput output) implements Serializable {

  /** Eight responses, each where its track needs it. */
  public static final GenerateSettings DEFAULT = new GenerateSettings(8, GenerationOutput.SAMPLES);
}
