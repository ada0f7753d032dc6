package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import io.medsift.minhash.Signature;
import org.apache.flink.api.common.functions.MapFunction;

/** Takes from a contender the little that the search for copies and pairs needs. */
public final class SignatureFunction implements MapFunction<SignedSample, SampleSignature> {
  private static final long serialVersionUID = 1L;

  private final Shards shards;

  /** Addresses announcements by {@code shards}. */
  public SignatureFunction(Shards shards) {
    this.shards = shards;
  }

  @Override
  public SampleSignature map(SignedSample contender) {
    Rank rank = contender.envelope().rank();
    Signature signature = contender.signature();
    return new SampleSignature(
        shards.keyOf(signature.contentHigh()),
        rank,
        contender.envelope().id(),
        signature.shingles().length,
        signature.contentHigh(),
        signature.contentLow(),
        signature.bands());
  }
}
