package io.medsift.curation.deduplicate;

import io.medsift.curation.gate.Envelope;
import io.medsift.minhash.Signature;

/**
 * A sample whose text has been read for the last time.
 *
 * @param prompt what the domain gate embeds, null where the track does not run it
 * @param promptKey hash of the prompt, null where {@code prompt} is
 * @param signature of the response, null where the track does not deduplicate
 */
public record Contender(Envelope envelope, String prompt, String promptKey, Signature signature) {

  /** The same after the domain gate, which was the last to need the prompt. */
  public Contender withoutPrompt(Envelope decided) {
    return new Contender(decided, null, null, signature);
  }
}
