package io.medsift.curation.balance;

import io.medsift.curation.state.StateVersion;
import io.medsift.kafka.topic.SamplePosition;
import io.medsift.recipe.BalanceSettings;
import io.medsift.recipe.BalanceSettings.Quota;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts samples in order, and decides for each whether it is kept.
 *
 * <p>Runs at parallelism 1, under one key: a sample may be counted by several things, and one that
 * is rejected by one of them counts for none. State: the counts, so one entry for each prompt,
 * source, cluster and label; samples that the watermark has not reached, by their time; the last
 * watermark; and the decisions on samples that arrived late or out of order, whose place a replay
 * cannot find again.
 */
public final class QuotaOperator extends AbstractStreamOperator<QuotaDecision>
    implements OneInputStreamOperator<QuotaRequest, QuotaDecision>, Triggerable<Integer, Long> {
  private static final long serialVersionUID = 1L;

  /** The key of all samples. */
  public static final int ONLY_KEY = 0;

  /** Before the name of what samples were not counted by from the first one on. */
  private static final String ADDED = "+";

  private final BalanceSettings settings;
  private final String centroids;
  private final ListStateDescriptor<QuotaRequest> waitingState =
      new ListStateDescriptor<>("waiting", TypeInformation.of(QuotaRequest.class));
  private transient Quotas quotas;
  private transient MapState<SamplePosition, QuotaDecision> late;
  private transient ListState<Long> passedState;
  private transient InternalTimerService<Long> timers;
  private transient long passed;

  /**
   * Those of restored state that arrived behind the watermark, and may come again at other ranks.
   */
  private transient Map<SamplePosition, QuotaRequest> lateWaiting;

  /**
   * Counts for a recipe.
   *
   * @param centroids fingerprint of those that give clusters their numbers; null where none do
   */
  public QuotaOperator(BalanceSettings settings, String centroids) {
    this.settings = settings;
    this.centroids = centroids;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    StateVersion.check(context.getOperatorStateStore());
    Set<Quota> always =
        checkQuotas(
            context
                .getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("quotas", Types.STRING)),
            context.isRestored());
    passedState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("passed", Types.LONG));
    passed = Long.MIN_VALUE;
    for (long saved : passedState.get()) {
      passed = saved;
    }
    MapState<String, QuotaCount> counts =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "counts", Types.STRING, TypeInformation.of(QuotaCount.class)));
    late =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "late",
                    TypeInformation.of(SamplePosition.class),
                    TypeInformation.of(QuotaDecision.class)));
    quotas =
        new Quotas(
            settings,
            centroids,
            always,
            new Quotas.Counts() {
              @Override
              public QuotaCount get(String key) throws Exception {
                return counts.get(key);
              }

              @Override
              public void put(String key, QuotaCount count) throws Exception {
                counts.put(key, count);
              }
            });
  }

  /**
   * Samples that were not counted cannot be told from those that were, once they come again.
   *
   * @return by what samples have been counted since the first one
   */
  private Set<Quota> checkQuotas(ListState<String> counted, boolean restored) throws Exception {
    Set<Quota> always = EnumSet.noneOf(Quota.class);
    if (!restored) {
      always.addAll(EnumSet.allOf(Quota.class));
    }
    for (String name : counted.get()) {
      boolean added = name.startsWith(ADDED);
      Quota quota = Quota.valueOf(added ? name.substring(ADDED.length()) : name);
      if (!added) {
        always.add(quota);
      }
      if (!settings.counts(quota)) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                ("The state of this job counts samples by %1$s, and the recipe has no limit by"
                        + " %1$s any more. Set balance.per_%1$s to a high limit, or start the job"
                        + " without state and replay the topic.")
                    .formatted(quota.wireName())));
      }
    }
    counted.update(
        Arrays.stream(Quota.values())
            .filter(settings::counts)
            .map(quota -> always.contains(quota) ? quota.name() : ADDED + quota.name())
            .toList());
    return always;
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("order", LongSerializer.INSTANCE, this);
    lateWaiting = new HashMap<>();
    timers.forEachEventTimeTimer((time, due) -> findLate(time));
  }

  private void findLate(long time) throws Exception {
    for (QuotaRequest sample : waiting(time).get()) {
      if (sample.late()) {
        lateWaiting.put(sample.rank().position(), sample);
      }
    }
  }

  @Override
  public void processElement(StreamRecord<QuotaRequest> element) throws Exception {
    QuotaRequest read = element.getValue();
    QuotaRequest sample = lateWaiting.getOrDefault(read.rank().position(), read);
    if (sample.time() > passed) {
      waiting(sample.time()).add(sample);
      timers.registerEventTimeTimer(sample.time(), sample.time());
    } else if (sample.repeated()) {
      say(again(sample));
    } else {
      say(note(quotas.behind(sample)));
    }
  }

  @Override
  public void onEventTime(InternalTimer<Integer, Long> timer) throws Exception {
    ListState<QuotaRequest> waiting = waiting(timer.getNamespace());
    List<QuotaRequest> ready = new ArrayList<>();
    waiting.get().forEach(ready::add);
    waiting.clear();
    ready.sort(Comparator.comparing(QuotaRequest::order));
    QuotaDecision last = null;
    for (QuotaRequest sample : ready) {
      // One that waited in restored state comes again with a replay.
      if (last == null || !last.sample().equals(sample.rank().position())) {
        last = quotas.next(sample);
        if (sample.late()) {
          note(last);
        }
      }
      say(last);
    }
    passed = Math.max(passed, timer.getTimestamp());
  }

  private QuotaDecision again(QuotaRequest sample) throws Exception {
    QuotaDecision noted = late.get(sample.rank().position());
    if (noted != null) {
      return noted;
    }
    Optional<QuotaDecision> said = quotas.again(sample);
    return said.isPresent() ? said.get() : note(quotas.behind(sample));
  }

  private QuotaDecision note(QuotaDecision decision) throws Exception {
    late.put(decision.sample(), decision);
    lateWaiting.remove(decision.sample());
    return decision;
  }

  private void say(QuotaDecision decision) {
    output.collect(new StreamRecord<>(decision));
  }

  private ListState<QuotaRequest> waiting(long time) throws Exception {
    return getPartitionedState(time, LongSerializer.INSTANCE, waitingState);
  }

  @Override
  public void onProcessingTime(InternalTimer<Integer, Long> timer) {
    throw new IllegalStateException("no such timer is registered");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    // The last watermark of a bounded run is no time.
    if (mark.getTimestamp() != Long.MAX_VALUE) {
      passed = Math.max(passed, mark.getTimestamp());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    passedState.update(List.of(passed));
  }
}
