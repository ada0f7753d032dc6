package io.medsift.curation.gate;

import io.medsift.prompts.ResponseGroup;
import io.medsift.recipe.PromptSettings;
import io.medsift.recipe.Track;
import io.medsift.sample.PromptHash;
import io.medsift.sample.Sample;
import io.medsift.text.Text;
import io.medsift.verdict.Gate;

/**
 * The part of a prompt that a sample carries to the gates that look at all responses to it.
 *
 * @param key of the prompt and its generation
 * @param hash of the prompt alone
 * @param text beginning of the prompt
 * @param reference beginning of the reference, null where there is none
 * @param announced how many responses are announced, 0 if not known
 * @param verifies whether the track runs the gate verify
 */
public record PromptNote(
    String key, String hash, String text, String reference, int announced, boolean verifies) {
  private static final int TEXT_LENGTH = 300;
  private static final int REFERENCE_LENGTH = 200;

  /** The note of a sample; null where no gate of its track looks at all responses to a prompt. */
  public static PromptNote of(Sample sample, Track track, PromptSettings settings) {
    if (track == null || !track.groupsResponses()) {
      return null;
    }
    String hash = PromptHash.of(sample);
    String reference = sample.reference() == null ? null : sample.reference().value();
    return new PromptNote(
        PromptHash.ofGroup(sample, hash),
        hash,
        Text.head(sample.prompt(), TEXT_LENGTH),
        reference == null ? null : Text.head(reference, REFERENCE_LENGTH),
        announced(sample, settings),
        track.runs(Gate.VERIFY));
  }

  private static int announced(Sample sample, PromptSettings settings) {
    if (sample.generation() != null && sample.generation().responses() != null) {
      // More than a prompt can have is never reached.
      return (int) Math.min(ResponseGroup.MOST + 1L, sample.generation().responses());
    }
    return settings.responses() == null ? 0 : settings.responses();
  }
}
