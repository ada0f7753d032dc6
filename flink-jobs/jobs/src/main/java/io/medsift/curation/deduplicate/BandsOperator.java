package io.medsift.curation.deduplicate;

import io.medsift.curation.deduplicate.CopiesOperator.SampleBands;
import io.medsift.curation.state.Rank;
import io.medsift.minhash.JaccardComparer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Finds pairs that share a band. A bucket keeps the samples of lowest rank up to a cap; what comes
 * later is still compared with those.
 *
 * <p>Keyed by shard of the band hash. State: band hash to bucket. Buckets that a watermark touches
 * are written in one batch; bands that are new are not looked up.
 */
public final class BandsOperator extends ShardedOperator<BandsOperator.Candidates>
    implements OneInputStreamOperator<SampleBands, BandsOperator.Candidates> {
  private static final long serialVersionUID = 1L;

  /**
   * Earlier samples that share a band with a sample.
   *
   * @param shard key of the shard of {@code sample}
   * @param earlier their ranks, as {@link Rank} writes them
   */
  public record Candidates(int shard, Rank sample, byte[] earlier) {}

  private static final int KEYS_AT_ONCE = 20_000;

  private final Shards shards;
  private final int cap;
  private final double threshold;
  private transient RankedBuffer<SampleBands> waiting;
  private transient MapState<Long, byte[]> buckets;
  private transient KnownBands known;
  private transient Map<Long, byte[]> changed;
  private transient Counter candidatePairs;
  private transient Counter fullBuckets;
  private transient int largestBucket;
  private transient int keysAtOnce;

  /** An operator of {@code plan}. */
  public BandsOperator(DeduplicationPlan plan) {
    super(plan);
    this.shards = plan.shards();
    this.cap = plan.settings().bucketCap();
    this.threshold = plan.settings().jaccard();
  }

  @Override
  void openState(StateInitializationContext context) {
    buckets =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "buckets", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    waiting = buffer("waiting", SampleBands.class, SampleBands::shard, SampleBands::rank, context);
    known =
        new KnownBands(
            context.isRestored() ? shards.keysOf(getRuntimeContext().getTaskInfo()) : List.of());
    // An iterator of the heap backend does not outlive a change.
    String backend = getKeyedStateBackend().getBackendTypeIdentifier();
    keysAtOnce = backend.equals("hashmap") ? Integer.MAX_VALUE : KEYS_AT_ONCE;
    changed = new HashMap<>();
    candidatePairs = getMetricGroup().counter("candidate_pairs");
    fullBuckets = getMetricGroup().counter("full_bucket_hits");
    getMetricGroup().gauge("largest_bucket", () -> largestBucket);
    getMetricGroup().gauge("waiting", waiting::size);
  }

  @Override
  public void processElement(StreamRecord<SampleBands> element) {
    waiting.add(element.getValue());
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    known.readOn(this::bandsOf, keysAtOnce);
    waiting.drain(watermark, this::setCurrentKey, this::pairInOrder);
  }

  private Iterable<Long> bandsOf(int shard) throws Exception {
    setCurrentKey(shard);
    return buckets.keys();
  }

  private void pairInOrder(List<SampleBands> messages) throws Exception {
    for (SampleBands message : messages) {
      Set<Rank> earlier = new LinkedHashSet<>();
      byte[] alone = Bucket.of(message.rank(), message.size());
      for (long band : message.bands()) {
        visit(band, message, alone, earlier);
      }
      if (!earlier.isEmpty()) {
        candidatePairs.inc(earlier.size());
        int home = shards.keyOf(message.rank().position());
        output.collect(
            new StreamRecord<>(new Candidates(home, message.rank(), Rank.pack(earlier))));
      }
    }
    buckets.putAll(changed);
    changed.clear();
  }

  private void visit(long band, SampleBands message, byte[] alone, Set<Rank> earlier)
      throws Exception {
    byte[] bucket = bucket(message.shard(), band);
    int size =
        Bucket.forEach(
            bucket,
            (rank, shingles) -> {
              if (JaccardComparer.bound(message.size(), shingles) >= threshold) {
                earlier.add(rank);
              }
            });
    if (size >= cap) {
      fullBuckets.inc();
      return;
    }
    changed.put(band, size == 0 ? alone : Bucket.append(bucket, message.rank(), message.size()));
    known.add(band);
    largestBucket = Math.max(largestBucket, size + 1);
  }

  private byte[] bucket(int shard, long band) throws Exception {
    if (!known.mayHold(shard, band)) {
      return null;
    }
    byte[] bucket = changed.get(band);
    return bucket == null ? buckets.get(band) : bucket;
  }
}
