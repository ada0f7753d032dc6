package io.medsift.recipe;

import java.io.Serializable;

/**
 * When the responses to a prompt are together, for the gates that look at all of them.
 *
 * @param responses that are expected where the sample does not say; null where nobody knows
 * @param waitSeconds after the first response, in the time of the topic, after which the prompt is
 *     decided without those that are missing
 * @param rememberSeconds after the decision for which it is remembered, for responses that come
 *     late
 */
public record PromptSettings(Integer responses, long waitSeconds, long rememberSeconds)
    implements Serializable {

  /** An hour for missing responses, and a week for late ones. */
  public static final PromptSettings DEFAULT = new PromptSettings(null, 3_600, 604_800);
}
