package io.medsift.curation.deduplicate;

import io.medsift.curation.deduplicate.HoldOperator.CompareRequest;
import io.medsift.curation.deduplicate.HoldOperator.ShingleSet;
import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.minhash.JaccardComparer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the shingle sets and computes exact similarities. Requests wait for the watermark, by when
 * the sets of all samples they name have come.
 *
 * <p>Keyed by shard of the earlier sample's position. State: position to shingle set.
 */
public final class CompareOperator extends ShardedOperator<DuplicatePair>
    implements TwoInputStreamOperator<ShingleSet, CompareRequest, DuplicatePair> {
  private static final long serialVersionUID = 1L;

  /** A sample's shingle set as state keeps it. */
  public record StoredShingles(String id, int[] set) {}

  private final double threshold;
  private transient MapState<SamplePosition, StoredShingles> sets;
  private transient RankedBuffer<ShingleSet> arriving;
  private transient RankedBuffer<CompareRequest> requests;
  private transient Map<Rank, int[]> shared;
  private transient JaccardComparer comparer;
  private transient Counter comparisons;
  private transient Counter duplicatePairs;

  /** An operator of {@code plan}. */
  public CompareOperator(DeduplicationPlan plan) {
    super(plan);
    this.threshold = plan.settings().jaccard();
  }

  @Override
  void openState(StateInitializationContext context) {
    sets =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "shingle-sets",
                    TypeInformation.of(SamplePosition.class),
                    TypeInformation.of(StoredShingles.class)));
    arriving = buffer("arriving", ShingleSet.class, ShingleSet::shard, ShingleSet::rank, context);
    requests =
        buffer(
            "requests",
            CompareRequest.class,
            CompareRequest::shard,
            CompareRequest::sample,
            context);
    shared = new HashMap<>();
    comparer = new JaccardComparer();
    comparisons = getMetricGroup().counter("comparisons");
    duplicatePairs = getMetricGroup().counter("duplicate_pairs");
  }

  @Override
  public void processElement1(StreamRecord<ShingleSet> element) {
    arriving.add(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<CompareRequest> element) {
    requests.add(sharing(shared, element.getValue()));
  }

  /**
   * The request, with the array of an earlier one of the same sample: each shard of this subtask
   * gets a request of its own, which has come with a copy of its own.
   */
  static CompareRequest sharing(Map<Rank, int[]> shared, CompareRequest request) {
    int[] first = shared.putIfAbsent(request.sample(), request.shingles());
    return first == null
        ? request
        : new CompareRequest(request.shard(), request.sample(), first, request.earlier());
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    arriving.drain(watermark, this::setCurrentKey, this::store);
    requests.drain(watermark, this::setCurrentKey, this::compare);
    shared.clear();
  }

  private void store(List<ShingleSet> ready) throws Exception {
    Map<SamplePosition, StoredShingles> batch = new HashMap<>();
    for (ShingleSet set : ready) {
      batch.put(set.rank().position(), new StoredShingles(set.id(), set.shingles()));
    }
    sets.putAll(batch);
  }

  private void compare(List<CompareRequest> ready) throws Exception {
    for (CompareRequest request : ready) {
      comparer.hold(request.shingles());
      for (Rank earlier : Rank.unpack(request.earlier())) {
        compare(request.sample(), earlier);
      }
    }
  }

  private void compare(Rank sample, Rank earlier) throws Exception {
    StoredShingles kept = sets.get(earlier.position());
    if (kept == null) {
      throw new IllegalStateException(
          "the shingles of " + earlier + " are not in state, yet " + sample + " shares a band");
    }
    comparisons.inc();
    double similarity = comparer.similarity(kept.set());
    if (similarity >= threshold) {
      duplicatePairs.inc();
      output.collect(
          new StreamRecord<>(new DuplicatePair(sample, earlier, kept.id(), similarity, false)));
    }
  }
}
