package io.medsift.recipe;

import io.medsift.codec.AnnotationKeys;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * The annotation job.
 *
 * @param judgePrompt name of a prompt that comes with the product, or path of a file
 * @param equivalencePrompt likewise
 * @param attempts most replies that are paid for about one sample, where none of them can be read
 * @param freeChecks whether what the other gates reject anyway is sent on without asking
 * @param keyFile path of the keys that samples are signed with; null where nobody signs
 */
public record AnnotateSettings(
    String judgePrompt, String equivalencePrompt, int attempts, boolean freeChecks, String keyFile)
    implements Serializable {

  /** The prompts that come with the product. */
  public static final AnnotateSettings DEFAULT =
      new AnnotateSettings("judge-2", "equivalence-2", 3, true, null);

  /**
   * The keys that samples are signed with; null where nobody signs.
   *
   * @throws IllegalArgumentException if the file cannot be used; the message names it
   */
  public AnnotationKeys keys() {
    return keyFile == null ? null : AnnotationKeys.load(Path.of(keyFile));
  }
}
