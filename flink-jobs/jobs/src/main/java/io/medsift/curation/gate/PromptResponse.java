package io.medsift.curation.gate;

import io.medsift.curation.state.Rank;
import io.medsift.prompts.ResponseOutcome;

/**
 * A response on its way to where all responses to its prompt meet.
 *
 * @param repeated whether it was read before the state of the job was restored
 * @param answer that was read from it where it is wrong, else null
 * @param candidate the sample where it has passed all gates that look at one, else null
 */
public record PromptResponse(
    PromptNote note,
    Rank rank,
    boolean repeated,
    String track,
    String source,
    ResponseOutcome outcome,
    String answer,
    Envelope candidate) {

  /** Key of the prompt. */
  public String key() {
    return note.key();
  }
}
