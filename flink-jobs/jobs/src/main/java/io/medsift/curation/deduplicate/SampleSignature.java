package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import io.medsift.minhash.Signature;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * The part of a signed sample that the search for copies and pairs needs. It goes beside the
 * sample, so that only this small record crosses the network once more.
 *
 * @param shard key of the shard of the content hash
 * @param size number of shingles
 */
public record SampleSignature(
    int shard, Rank rank, String id, int size, long contentHigh, long contentLow, long[] bands) {
  /** Output of the operators that sign samples or pass signed ones on. */
  public static final OutputTag<SampleSignature> OUTPUT =
      new OutputTag<>("signatures", TypeInformation.of(SampleSignature.class));

  /** Returns the signature of a sample, addressed to its shard. */
  public static SampleSignature of(SignedSample sample, Shards shards) {
    Signature signature = sample.signature();
    return new SampleSignature(
        shards.keyOf(signature.contentHigh()),
        sample.rank(),
        sample.envelope().id(),
        signature.shingles().length,
        signature.contentHigh(),
        signature.contentLow(),
        signature.bands());
  }
}
