package io.medsift.recipe;

import java.io.Serializable;

/**
 * When the responses to a prompt are complete, for the gates that look at all of them.
 *
 * @param responses to expect if the sample does not announce a number; null if not known
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
