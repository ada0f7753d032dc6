package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.SamplePosition;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Decides. Walks the true pairs in rank order of the later sample: it is rejected if one of the
 * earlier samples was not, in favour of the most similar of those (of the lowest rank among
 * equals). A copy shares the fate of what it copies.
 *
 * <p>Runs at parallelism 1, under one key: a decision may depend on any earlier one. It sees only
 * true pairs. State: rejected position to its rejection.
 */
public final class ResolverOperator extends ShardedOperator<ResolverOperator.RejectedSample>
    implements OneInputStreamOperator<DuplicatePair, ResolverOperator.RejectedSample> {
  private static final long serialVersionUID = 1L;

  /**
   * Why a sample is a duplicate.
   *
   * @param kept the accepted sample in its way
   * @param copyOf the rejected sample that it copies, null where it does not
   * @param copy whether it has the same words as an earlier sample
   */
  public record Rejection(
      SamplePosition kept, String keptId, double similarity, SamplePosition copyOf, boolean copy) {}

  /** A rejection on its way to the shard, by key, where the sample waits. */
  public record RejectedSample(int shard, Rank rank, Rejection rejection) {}

  /** The key of all pairs. */
  public static final int ONLY_SHARD = 0;

  private static final Comparator<DuplicatePair> BEST_FIRST =
      Comparator.comparing(DuplicatePair::later)
          .thenComparing(Comparator.comparingDouble(DuplicatePair::similarity).reversed())
          .thenComparing(DuplicatePair::earlier);

  private final Shards shards;
  private transient RankedBuffer<DuplicatePair> pairs;
  private transient MapState<SamplePosition, Rejection> rejected;

  /** An operator of {@code plan}. */
  public ResolverOperator(DeduplicationPlan plan) {
    super(plan);
    this.shards = plan.shards();
  }

  @Override
  void openState(StateInitializationContext context) {
    rejected =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "rejected",
                    TypeInformation.of(SamplePosition.class),
                    TypeInformation.of(Rejection.class)));
    pairs = buffer("pairs", DuplicatePair.class, pair -> ONLY_SHARD, DuplicatePair::later, context);
  }

  @Override
  public void processElement(StreamRecord<DuplicatePair> element) {
    pairs.add(element.getValue());
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    pairs.drain(watermark, this::setCurrentKey, this::resolveInOrder);
  }

  private void resolveInOrder(List<DuplicatePair> ready) throws Exception {
    ready.sort(BEST_FIRST);
    for (DuplicatePair pair : ready) {
      SamplePosition later = pair.later().position();
      if (rejected.contains(later)) {
        continue;
      }
      Rejection earlier = rejected.get(pair.earlier().position());
      if (earlier == null) {
        reject(
            pair,
            new Rejection(
                pair.earlier().position(), pair.earlierId(), pair.similarity(), null, pair.copy()));
      } else if (pair.copy()) {
        reject(
            pair,
            new Rejection(
                earlier.kept(),
                earlier.keptId(),
                earlier.similarity(),
                pair.earlier().position(),
                true));
      }
    }
  }

  private void reject(DuplicatePair pair, Rejection rejection) throws Exception {
    rejected.put(pair.later().position(), rejection);
    output.collect(
        new StreamRecord<>(
            new RejectedSample(shards.keyOf(pair.later().position()), pair.later(), rejection)));
  }
}
