package io.medsift.curation.deduplicate;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.medsift.curation.gate.Envelope;
import io.medsift.minhash.Signature;

/**
 * A sample whose text has been read for the last time.
 *
 * @param prompt what the domain gate embeds, null where the track does not run it
 * @param promptKey hash of the prompt, null where {@code prompt} is
 * @param signature of the response, null where the track does not deduplicate
 */
public record SignedSample(
    Envelope envelope, String prompt, String promptKey, Signature signature) {
  private static final Hasher128 HASHER = Hashing.xxh3_128();

  /** The hash by which state knows a prompt. */
  public static String keyOf(String prompt) {
    return HASHER.hashCharsTo128Bits(prompt).toString();
  }

  /** The same after the domain gate, which was the last to need the prompt. */
  public SignedSample withoutPrompt(Envelope decided) {
    return new SignedSample(decided, null, null, signature);
  }
}
