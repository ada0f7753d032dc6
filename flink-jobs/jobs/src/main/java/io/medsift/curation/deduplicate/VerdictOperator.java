package io.medsift.curation.deduplicate;

import io.medsift.curation.deduplicate.ResolverOperator.RejectedSample;
import io.medsift.curation.deduplicate.ResolverOperator.Rejection;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.VerdictCounters;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.recipe.Track;
import io.medsift.verdict.Evidence;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
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
 * Writes the verdict of each sample when the watermark, which has passed the resolver, says that no
 * rejection of it can come any more.
 *
 * <p>Keyed by shard of the sample's position. State: rejected position to its rejection, so that a
 * sample that is read again has the same verdict again.
 */
public final class VerdictOperator extends ShardedOperator<OutputRecord>
    implements TwoInputStreamOperator<SignedSample, RejectedSample, OutputRecord> {
  private static final long serialVersionUID = 1L;

  private final Shards shards;
  private final HashMap<String, Track> tracks;
  private final VerdictWriter writer;
  private transient RankedBuffer<SignedSample> samples;
  private transient RankedBuffer<RejectedSample> rejections;
  private transient MapState<SamplePosition, Rejection> decided;
  private transient VerdictCounters counters;
  private transient Counter deadLetters;

  /** An operator of {@code plan} for the tracks of a recipe. */
  public VerdictOperator(DeduplicationPlan plan, Map<String, Track> tracks, VerdictWriter writer) {
    super(plan);
    this.shards = plan.shards();
    this.tracks = new HashMap<>(tracks);
    this.writer = writer;
  }

  @Override
  void openState(StateInitializationContext context) {
    decided =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "decided",
                    TypeInformation.of(SamplePosition.class),
                    TypeInformation.of(Rejection.class)));
    samples = buffer("samples", SignedSample.class, shards::keyOf, SignedSample::rank, context);
    rejections =
        buffer(
            "rejections",
            RejectedSample.class,
            RejectedSample::shard,
            RejectedSample::rank,
            context);
    counters =
        new VerdictCounters(getMetricGroup(), tracks)
            .rejecting(Gate.DEDUPLICATE)
            .accepting(track -> track.runs(Gate.DEDUPLICATE) && !track.waitsForOthers());
    deadLetters = getMetricGroup().counter("dead_letters");
    getMetricGroup().gauge("waiting", samples::size);
  }

  @Override
  public void processElement1(StreamRecord<SignedSample> element) {
    samples.add(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<RejectedSample> element) {
    rejections.add(element.getValue());
  }

  @Override
  void onWatermark(long watermark) throws Exception {
    Map<SamplePosition, Rejection> fresh = new HashMap<>();
    rejections.drain(watermark, this::setCurrentKey, ready -> record(ready, fresh));
    samples.drain(watermark, this::setCurrentKey, ready -> decide(ready, fresh));
  }

  private void record(List<RejectedSample> ready, Map<SamplePosition, Rejection> fresh)
      throws Exception {
    Map<SamplePosition, Rejection> batch = new HashMap<>();
    for (RejectedSample sample : ready) {
      batch.put(sample.rank().position(), sample.rejection());
    }
    decided.putAll(batch);
    fresh.putAll(batch);
  }

  private void decide(List<SignedSample> ready, Map<SamplePosition, Rejection> fresh)
      throws Exception {
    for (SignedSample sample : ready) {
      Envelope envelope = sample.envelope();
      SamplePosition position = envelope.rank().position();
      // A late sample that waits in state can be overtaken by its own repetition.
      boolean before = envelope.repeated() || envelope.late();
      Rejection rejection = before ? decided.get(position) : fresh.get(position);
      output.collect(
          new StreamRecord<>(rejection == null ? accept(envelope) : reject(envelope, rejection)));
    }
  }

  private OutputRecord accept(Envelope envelope) {
    return counted(writer.accepted(envelope), () -> counters.accept(envelope.track()));
  }

  private OutputRecord reject(Envelope envelope, Rejection rejection) {
    Reason reason = rejection.copy() ? Reason.EXACT_COPY : Reason.NEAR_DUPLICATE;
    Evidence.Duplicate evidence =
        new Evidence.Duplicate(
            rejection.keptId(),
            writer.position(rejection.kept()),
            rejection.similarity(),
            rejection.copyOf() == null ? null : writer.position(rejection.copyOf()));
    return counted(
        writer.rejected(envelope, reason, evidence),
        () -> counters.reject(reason, envelope.track(), envelope.source()));
  }

  private OutputRecord counted(OutputRecord row, Runnable verdict) {
    if (row.kind() == OutputRecord.Kind.DEAD_LETTER) {
      deadLetters.inc();
    } else if (row.kind().isVerdict()) {
      verdict.run();
    }
    return row;
  }
}
