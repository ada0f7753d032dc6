package io.medsift.curation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * One subtask of an operator, on RocksDB, fed by hand. Flink's harnesses are no public API: only
 * this class knows them.
 */
public final class OperatorHarness<L, R, OUT> implements AutoCloseable {
  private final AbstractStreamOperatorTestHarness<OUT> harness;
  private final Subtask subtask;
  private final Input<L> left;
  private final Input<R> right;
  private final Input<Watermark> watermarks;
  private final MockEnvironment environment;
  private final InterceptingOperatorMetricGroup metrics;

  /** Which of how many subtasks. */
  public record Subtask(int index, int parallelism) {
    /** The subtask of a job at parallelism 1. */
    public static final Subtask ONLY = new Subtask(0, 1);
  }

  private interface Input<T> {
    void take(T value) throws Exception;
  }

  private OperatorHarness(
      AbstractStreamOperatorTestHarness<OUT> harness,
      Subtask subtask,
      Input<L> left,
      Input<R> right,
      Input<Watermark> watermarks,
      MockEnvironment environment,
      InterceptingOperatorMetricGroup metrics) {
    this.harness = harness;
    this.subtask = subtask;
    this.left = left;
    this.right = right;
    this.watermarks = watermarks;
    this.environment = environment;
    this.metrics = metrics;
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setup();
  }

  /** An operator without keys. */
  public static <IN, OUT> OperatorHarness<IN, Void, OUT> of(
      OneInputStreamOperator<IN, OUT> operator, Subtask subtask) throws Exception {
    InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    MockEnvironment environment = environment(subtask, metrics);
    return of(
        new OneInputStreamOperatorTestHarness<>(operator, environment),
        subtask,
        environment,
        metrics);
  }

  /** An operator keyed by shard. */
  public static <IN, OUT> OperatorHarness<IN, Void, OUT> keyed(
      OneInputStreamOperator<IN, OUT> operator, KeySelector<IN, Integer> shard, Subtask subtask)
      throws Exception {
    return keyed(operator, shard, Types.INT, subtask);
  }

  /** An operator keyed by something else. */
  public static <K, IN, OUT> OperatorHarness<IN, Void, OUT> keyed(
      OneInputStreamOperator<IN, OUT> operator,
      KeySelector<IN, K> key,
      TypeInformation<K> type,
      Subtask subtask)
      throws Exception {
    InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
    MockEnvironment environment = environment(subtask, metrics);
    return of(
        new KeyedOneInputStreamOperatorTestHarness<>(operator, key, type, environment),
        subtask,
        environment,
        metrics);
  }

  private static <IN, OUT> OperatorHarness<IN, Void, OUT> of(
      OneInputStreamOperatorTestHarness<IN, OUT> harness,
      Subtask subtask,
      MockEnvironment environment,
      InterceptingOperatorMetricGroup metrics) {
    return new OperatorHarness<>(
        harness,
        subtask,
        value -> harness.processElement(new StreamRecord<>(value)),
        value -> {
          throw new AssertionError("this operator has one input");
        },
        harness::processWatermark,
        environment,
        metrics);
  }

  /** An operator of two inputs that are keyed by shard. */
  public static <L, R, OUT> OperatorHarness<L, R, OUT> keyed(
      TwoInputStreamOperator<L, R, OUT> operator,
      KeySelector<L, Integer> leftShard,
      KeySelector<R, Integer> rightShard,
      Subtask subtask)
      throws Exception {
    KeyedTwoInputStreamOperatorTestHarness<Integer, L, R, OUT> harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            operator,
            leftShard,
            rightShard,
            Types.INT,
            CurationJob.MAX_PARALLELISM,
            subtask.parallelism(),
            subtask.index());
    return new OperatorHarness<>(
        harness,
        subtask,
        value -> harness.processElement1(new StreamRecord<>(value)),
        value -> harness.processElement2(new StreamRecord<>(value)),
        harness::processBothWatermarks,
        null,
        null);
  }

  private static MockEnvironment environment(
      Subtask subtask, InterceptingOperatorMetricGroup metrics) {
    return new MockEnvironmentBuilder()
        .setManagedMemorySize(3 << 20)
        .setMaxParallelism(CurationJob.MAX_PARALLELISM)
        .setParallelism(subtask.parallelism())
        .setSubtaskIndex(subtask.index())
        .setMetricGroup(
            new InterceptingTaskMetricGroup() {
              @Override
              public InternalOperatorMetricGroup getOrAddOperator(
                  OperatorID id, String name, Map<String, String> variables) {
                return metrics;
              }
            })
        .build();
  }

  /** Starts without state. */
  public OperatorHarness<L, R, OUT> start() throws Exception {
    harness.initializeEmptyState();
    harness.open();
    return this;
  }

  /** Starts from the snapshots of all subtasks of an earlier run. */
  public OperatorHarness<L, R, OUT> restore(OperatorSubtaskState... snapshots) throws Exception {
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            AbstractStreamOperatorTestHarness.repackageState(snapshots),
            CurationJob.MAX_PARALLELISM,
            snapshots.length,
            subtask.parallelism(),
            subtask.index()));
    harness.open();
    return this;
  }

  /** Feeds the first input. */
  public void left(L value) throws Exception {
    left.take(value);
  }

  /** Feeds the second input. */
  public void right(R value) throws Exception {
    right.take(value);
  }

  /** Moves the watermark of all inputs. */
  public void watermark(long time) throws Exception {
    watermarks.take(new Watermark(time));
  }

  /** What the operator would keep at a checkpoint. */
  public OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  /** How many keys have something in a state. */
  public long keys(String state) {
    KeyedStateBackend<?> backend =
        ((AbstractStreamOperator<?>) harness.getOperator()).getKeyedStateBackend();
    try (Stream<?> keys = backend.getKeys(state, VoidNamespace.INSTANCE)) {
      return keys.count();
    }
  }

  /** What came out since the last call. */
  public List<OUT> output() {
    List<OUT> values = harness.extractOutputValues();
    harness.getOutput().clear();
    return values;
  }

  /** What came out at {@code side} since the last call. */
  public <X> List<X> output(OutputTag<X> side) {
    List<X> values = new ArrayList<>();
    Queue<StreamRecord<X>> records = harness.getSideOutput(side);
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
      records.clear();
    }
    return values;
  }

  /** A counter of a one-input operator. */
  public long count(String counter) {
    return ((Counter) metrics.get(counter)).getCount();
  }

  @Override
  public void close() {
    try {
      harness.close();
      if (environment != null) {
        environment.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("the operator did not close", e);
    }
  }
}
