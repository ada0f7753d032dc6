package io.medsift.curation.deduplicate;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.state.Rank;
import io.medsift.minhash.Signature;

/**
 * A sample whose text has been read for the last time.
 *
 * @param prompt to be embedded by the domain gate, null where the track does not run it
 * @param promptKey hash of the prompt, null where {@code prompt} is
 * @param signature of the response, null where the track does not deduplicate, and once the sample
 *     waits for its verdict only
 */
public record SignedSample(
    Envelope envelope, String prompt, String promptKey, Signature signature) {
  private static final Hasher128 HASHER = Hashing.xxh3_128();

  /** Returns the hash by which state knows a prompt. */
  public static String keyOf(String prompt) {
    return HASHER.hashCharsTo128Bits(prompt).toString();
  }

  /** Place of the sample in the total order. */
  public Rank rank() {
    return envelope.rank();
  }

  /** The same after the domain gate, which was the last to need the prompt. */
  public SignedSample withoutPrompt(Envelope decided) {
    return new SignedSample(decided, null, null, signature);
  }

  /** The same once its pairs are known, which was the last to need the signature. */
  SignedSample withoutSignature() {
    return new SignedSample(envelope, prompt, promptKey, null);
  }
}
