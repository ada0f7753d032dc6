package io.medsift.recipe;

import java.io.Serializable;

/**
 * The annotation job.
 *
 * @param judgePrompt name of a prompt that comes with the product, or path of a file
 * @param equivalencePrompt likewise
 * @param attempts most replies that are paid for about one sample, where none of them can be read
 * @param freeChecks whether what the other gates reject anyway is sent on without asking
 */
public record AnnotateSettings(
    String judgePrompt, String equivalencePrompt, int attempts, boolean freeChecks)
    implements Serializable {

  /** The prompts that come with the product. */
  public static final AnnotateSettings DEFAULT =
      new AnnotateSettings("judge-1", "equivalence-1", 3, true);
}
