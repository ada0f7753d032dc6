package io.medsift.curation.prompts;

/**
 * A prompt that waits for responses.
 *
 * @param responses how many came; a response that is read again counts again
 * @param announced how many there are to be, 0 where it is not known
 * @param first earliest time of a response
 * @param latest latest time of a response
 */
public record OpenPrompt(int responses, int announced, long first, long latest) {

  /** No response yet. */
  static final OpenPrompt EMPTY = new OpenPrompt(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

  /** The same with one more. */
  OpenPrompt with(long time, int announces) {
    return new OpenPrompt(
        responses + 1,
        Math.max(announced, announces),
        Math.min(first, time),
        Math.max(latest, time));
  }
}
