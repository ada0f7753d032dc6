package io.medsift.curation.deduplicate;

import io.medsift.curation.state.Rank;
import io.medsift.curation.state.StateVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Base of the operators of this gate: buffers by shard that act when the watermark passes, and the
 * refusal of state that was made under another plan.
 */
abstract class ShardedOperator<OUT> extends AbstractStreamOperator<OUT> {
  private static final long serialVersionUID = 1L;
  private static final Pattern TOKENS = Pattern.compile("tokens-(\\d+)/");

  private final String fingerprint;
  private transient ListState<String> fingerprintState;
  private transient List<NamedBuffer> buffers;

  private record NamedBuffer(String name, RankedBuffer<?> buffer) {}

  ShardedOperator(DeduplicationPlan plan) {
    this.fingerprint = plan.fingerprint();
  }

  @Override
  public final void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    StateVersion.check(context.getOperatorStateStore());
    buffers = new ArrayList<>();
    fingerprintState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("fingerprint", Types.STRING));
    for (String other : fingerprintState.get()) {
      refuseOther(other);
    }
    fingerprintState.update(List.of(fingerprint));
    openState(context);
    for (NamedBuffer buffer : buffers) {
      restore(buffer);
    }
  }

  private void refuseOther(String other) {
    if (!other.equals(fingerprint)) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              ("The deduplication state of this job was created with other settings and "
                      + "cannot be used.%n  state:  %s%n  recipe: %s%nGo back to the recipe that "
                      + "made the state, or start the job without it and replay the topic.%s")
                  .formatted(other, fingerprint, tokenizerHint(other))));
    }
  }

  private String tokenizerHint(String other) {
    Matcher tokens = TOKENS.matcher(other);
    return tokens.lookingAt() && !fingerprint.startsWith(tokens.group())
        ? " State of tokens-%1$s requires deduplicate.tokenizer_version: %1$s."
            .formatted(tokens.group(1))
        : "";
  }

  /** Opens the state and the buffers of the operator. */
  abstract void openState(StateInitializationContext context) throws Exception;

  /** Acts on what the watermark has passed, before it goes downstream. */
  abstract void onWatermark(long watermark) throws Exception;

  /** Writes what is only on the heap to the state, before a checkpoint. */
  void saveState() throws Exception {}

  /** A buffer whose items survive in the keyed state {@code name}. */
  final <T> RankedBuffer<T> buffer(
      String name,
      Class<T> type,
      ToIntFunction<T> shardOf,
      Function<T, Rank> rankOf,
      StateInitializationContext context) {
    ListState<T> saved = saved(name, type, context);
    return added(name, new RankedBuffer<>(shardOf, rankOf, saved));
  }

  /** The same for items that belong to several shards each; see {@link RankedBuffer}. */
  final <T> RankedBuffer<T> bufferOfAllShards(
      String name,
      Class<T> type,
      ToIntFunction<T> shardOf,
      Function<T, Rank> rankOf,
      Function<T, List<T>> parts,
      StateInitializationContext context) {
    ListState<T> saved = saved(name, type, context);
    return added(name, RankedBuffer.ofAllShards(shardOf, rankOf, saved, parts));
  }

  private static <T> ListState<T> saved(
      String name, Class<T> type, StateInitializationContext context) {
    return context
        .getKeyedStateStore()
        .getListState(new ListStateDescriptor<>(name, TypeInformation.of(type)));
  }

  private <T> RankedBuffer<T> added(String name, RankedBuffer<T> buffer) {
    buffers.add(new NamedBuffer(name, buffer));
    return buffer;
  }

  private void restore(NamedBuffer named) throws Exception {
    List<Integer> shards;
    try (var keys =
        getKeyedStateBackend().<VoidNamespace>getKeys(named.name(), VoidNamespace.INSTANCE)) {
      shards = keys.map(Integer.class::cast).toList();
    }
    for (int shard : shards) {
      setCurrentKey(shard);
      named.buffer().restore(shard);
    }
  }

  @Override
  public final void processWatermark(Watermark mark) throws Exception {
    onWatermark(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public final void snapshotState(StateSnapshotContext context) throws Exception {
    for (NamedBuffer named : buffers) {
      named.buffer().save(this::setCurrentKey);
    }
    saveState();
    super.snapshotState(context);
  }
}
