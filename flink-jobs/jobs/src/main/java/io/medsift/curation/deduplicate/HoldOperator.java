package io.medsift.curation.deduplicate;

import io.medsift.curation.deduplicate.BandsOperator.Candidates;
import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Holds a sample until all pairs of it are known, then asks for their similarity, hands the
 * sample's shingles to the shard that keeps them, and sends the sample on to wait for its verdict.
 *
 * <p>Keyed by shard of the sample's position. No state but its buffers.
 */
public final class HoldOperator extends ShardedOperator<SignedSample>
    implements TwoInputStreamOperator<SignedSample, Candidates, SignedSample> {
  private static final long serialVersionUID = 1L;

  /** The shingle set of a sample, on its way to the shard that keeps it. */
  public record ShingleSet(int shard, Rank rank, String id, int[] shingles) {}

  /**
   * Asks for the similarity of a sample to earlier ones that live in one shard.
   *
   * @param shard key of that shard
   * @param earlier their ranks, as {@link Rank} writes them
   */
  public record CompareRequest(int shard, Rank sample, int[] shingles, byte[] earlier) {}

  /** Shingles to be kept, in the same shard. */
  public static final OutputTag<ShingleSet> SETS =
      new OutputTag<>("sets", TypeInformation.of(ShingleSet.class));

  /** Pairs to be compared, by shard of the earlier sample. */
  public static final OutputTag<CompareRequest> REQUESTS =
      new OutputTag<>("requests", TypeInformation.of(CompareRequest.class));

  private final Shards shards;
  private transient RankedBuffer<SignedSample> samples;
  private transient RankedBuffer<Candidates> candidates;

  /** An operator of {@code plan}. */
  public HoldOperator(DeduplicationPlan plan) {
    super(plan);
    this.shards = plan.shards();
  }

  @Override
  void openState(StateInitializationContext context) {
    samples = buffer("samples", SignedSample.class, shards::keyOf, SignedSample::rank, context);
    candidates =
        buffer("candidates", Candidates.class, Candidates::shard, Candidates::sample, context);
    getMetricGroup().gauge("waiting", samples::size);
  }

  @Override
  public void processElement1(StreamRecord<SignedSample> element) {
    samples.add(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<Candidates> element) {
    candidates.add(element.getValue());
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    // Packed, since a watermark that stood for long passes many samples at once.
    Map<Rank, List<byte[]>> pairs = new HashMap<>();
    candidates.drain(watermark, this::setCurrentKey, ready -> gather(ready, pairs));
    samples.drain(watermark, this::setCurrentKey, ready -> release(ready, pairs));
  }

  private static void gather(List<Candidates> ready, Map<Rank, List<byte[]>> pairs) {
    for (Candidates found : ready) {
      pairs.computeIfAbsent(found.sample(), sample -> new ArrayList<>(1)).add(found.earlier());
    }
  }

  private void release(List<SignedSample> ready, Map<Rank, List<byte[]>> pairs) {
    for (SignedSample sample : ready) {
      Rank rank = sample.rank();
      int[] shingles = sample.signature().shingles();
      List<byte[]> candidatesOf = pairs.remove(rank);
      if (candidatesOf != null) {
        request(rank, shingles, candidatesOf);
      }
      output.collect(
          SETS,
          new StreamRecord<>(
              new ShingleSet(shards.keyOf(sample), rank, sample.envelope().id(), shingles)));
      output.collect(new StreamRecord<>(sample.withoutSignature()));
    }
  }

  private void request(Rank sample, int[] shingles, List<byte[]> earlier) {
    Map<Integer, Set<Rank>> byShard = new TreeMap<>();
    for (byte[] packed : earlier) {
      for (Rank rank : Rank.unpack(packed)) {
        byShard
            .computeIfAbsent(shards.keyOf(rank.position()), shard -> new LinkedHashSet<>())
            .add(rank);
      }
    }
    byShard.forEach(
        (shard, ranks) ->
            output.collect(
                REQUESTS,
                new StreamRecord<>(new CompareRequest(shard, sample, shingles, Rank.pack(ranks)))));
  }
}
