package io.medsift.curation.balance;

import io.medsift.curation.gate.BalancedSample;
import io.medsift.curation.gate.Envelope;
import io.medsift.curation.gate.OutputRecord;
import io.medsift.curation.gate.VerdictCounters;
import io.medsift.curation.gate.VerdictWriter;
import io.medsift.curation.state.StateVersion;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.recipe.Track;
import io.medsift.verdict.Gate;
import io.medsift.verdict.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds a sample until the decision on it arrives, and writes its verdict.
 *
 * <p>Keyed by position. State: the sample or the decision on it, whichever arrived first. A sample
 * that waited in restored state is read again by a replay; it is then held and decided twice, and
 * the writer makes a row of one of them.
 */
public final class BalanceFunction
    extends KeyedCoProcessFunction<String, BalancedSample, QuotaDecision, OutputRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Track> tracks;
  private final VerdictWriter writer;
  private transient ListState<Envelope> samples;
  private transient ListState<QuotaDecision> decisions;
  private transient VerdictCounters counters;
  private transient Counter deadLetters;

  /** The gate for the tracks of a recipe. */
  public BalanceFunction(Map<String, Track> tracks, VerdictWriter writer) {
    this.tracks = new HashMap<>(tracks);
    this.writer = writer;
  }

  /** The key of a sample. */
  public static String key(SamplePosition position) {
    return position.partition() + "/" + position.offset();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    StateVersion.check(context.getOperatorStateStore());
    samples =
        context
            .getKeyedStateStore()
            .getListState(new ListStateDescriptor<>("samples", TypeInformation.of(Envelope.class)));
    decisions =
        context
            .getKeyedStateStore()
            .getListState(
                new ListStateDescriptor<>("decisions", TypeInformation.of(QuotaDecision.class)));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // All state is in the backend.
  }

  @Override
  public void open(OpenContext context) {
    counters =
        new VerdictCounters(getRuntimeContext().getMetricGroup(), tracks)
            .rejecting(Gate.BALANCE)
            .accepting(track -> track.runs(Gate.BALANCE));
    deadLetters = getRuntimeContext().getMetricGroup().counter("dead_letters");
  }

  @Override
  public void processElement1(BalancedSample sample, Context context, Collector<OutputRecord> out)
      throws Exception {
    QuotaDecision decision = takeFirst(decisions);
    if (decision == null) {
      samples.add(sample.envelope());
    } else {
      settle(sample.envelope(), decision, out);
    }
  }

  @Override
  public void processElement2(QuotaDecision decision, Context context, Collector<OutputRecord> out)
      throws Exception {
    Envelope sample = takeFirst(samples);
    if (sample == null) {
      decisions.add(decision);
    } else {
      settle(sample, decision, out);
    }
  }

  private static <T> T takeFirst(ListState<T> state) throws Exception {
    List<T> all = new ArrayList<>(1);
    state.get().forEach(all::add);
    if (all.size() > 1) {
      state.update(all.subList(1, all.size()));
    } else if (all.size() == 1) {
      state.clear();
    }
    return all.isEmpty() ? null : all.get(0);
  }

  private void settle(Envelope sample, QuotaDecision decision, Collector<OutputRecord> out) {
    OutputRecord row =
        decision.keeps()
            ? writer.kept(sample)
            : writer.rejected(sample, Reason.QUOTA_REACHED, decision.evidence(writer));
    switch (row.kind()) {
      case ACCEPTED -> counters.accept(sample.track());
      case REJECTED -> counters.reject(Reason.QUOTA_REACHED, sample.track(), sample.source());
      case DEAD_LETTER -> deadLetters.inc();
      case PROMPT, CANDIDATE, OF_ANOTHER_RUN -> {}
    }
    out.collect(row);
  }
}
