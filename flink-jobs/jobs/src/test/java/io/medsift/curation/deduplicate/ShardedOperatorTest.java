package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.HoldOperator.CompareRequest;
import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class ShardedOperatorTest {
  private static final DeduplicationPlan PLAN = Plans.withShards(8);
  private static final Shards SHARDS = PLAN.shards();

  /** Emits what its buffer hands over, addressed to the shard whose key is current. */
  private static final class Echo extends ShardedOperator<CompareRequest>
      implements OneInputStreamOperator<CompareRequest, CompareRequest> {
    private static final long serialVersionUID = 1L;
    private transient RankedBuffer<CompareRequest> waiting;

    Echo(DeduplicationPlan plan) {
      super(plan);
    }

    @Override
    void openState(StateInitializationContext context) {
      waiting =
          buffer(
              "waiting",
              CompareRequest.class,
              CompareRequest::shard,
              CompareRequest::sample,
              context);
    }

    @Override
    public void processElement(StreamRecord<CompareRequest> element) {
      waiting.add(element.getValue());
    }

    @Override
    void onWatermark(long watermark) throws Exception {
      waiting.drain(watermark, this::setCurrentKey, this::echo);
    }

    private void echo(List<CompareRequest> ready) {
      for (CompareRequest item : ready) {
        int current = (int) getCurrentKey();
        output.collect(new StreamRecord<>(new CompareRequest(current, item.sample(), null, null)));
      }
    }
  }

  @Test
  void handsOverInRankOrderWhatTheWatermarkHasPassed() throws Exception {
    try (var echo = subtask(PLAN, Subtask.ONLY).start()) {
      echo.left(item(0, new Rank(7, 0, 3)));
      echo.left(item(0, new Rank(5, 1, 0)));
      echo.left(item(0, new Rank(5, 0, 9)));
      echo.left(item(0, new Rank(5, 0, 2)));
      echo.watermark(4);
      assertThat(echo.output()).isEmpty();
      echo.watermark(6);
      assertThat(ranks(echo))
          .containsExactly(new Rank(5, 0, 2), new Rank(5, 0, 9), new Rank(5, 1, 0));
      echo.watermark(7);
      assertThat(ranks(echo)).containsExactly(new Rank(7, 0, 3));
    }
  }

  @Test
  void theShardOfAnItemIsTheCurrentKeyWhenItIsHandedOver() throws Exception {
    try (var echo = subtask(PLAN, Subtask.ONLY).start()) {
      for (int shard = 0; shard < SHARDS.count(); shard++) {
        echo.left(item(shard, new Rank(shard, 0, shard)));
      }
      echo.watermark(100);

      for (CompareRequest item : echo.output()) {
        assertThat(item.shard()).isEqualTo(SHARDS.key((int) item.sample().offset()));
      }
    }
  }

  @Test
  void itemsThatWaitSurviveARestartAndThoseHandedOverDoNotComeBack() throws Exception {
    OperatorSubtaskState snapshot;
    try (var echo = subtask(PLAN, Subtask.ONLY).start()) {
      echo.left(item(0, new Rank(1, 0, 1)));
      echo.left(item(1, new Rank(1, 0, 2)));
      echo.left(item(1, new Rank(9, 0, 3)));
      echo.snapshot();
      echo.watermark(5);
      snapshot = echo.snapshot();
    }
    try (var echo = subtask(PLAN, Subtask.ONLY).restore(snapshot)) {
      echo.left(item(1, new Rank(8, 0, 4)));
      echo.watermark(10);
      assertThat(ranks(echo)).containsExactly(new Rank(8, 0, 4), new Rank(9, 0, 3));
      snapshot = echo.snapshot();
    }
    try (var echo = subtask(PLAN, Subtask.ONLY).restore(snapshot)) {
      echo.watermark(Long.MAX_VALUE);
      assertThat(echo.output()).isEmpty();
    }
  }

  @Test
  void itemsMoveWithTheirShardHoweverTheJobIsScaled() throws Exception {
    List<Rank> all = new ArrayList<>();
    OperatorSubtaskState one;
    try (var echo = subtask(PLAN, Subtask.ONLY).start()) {
      for (int i = 0; i < 40; i++) {
        all.add(new Rank(i, 0, i));
      }
      Collections.shuffle(all, new Random(1));
      for (Rank rank : all) {
        echo.left(item((int) rank.offset() % 8, rank));
      }
      one = echo.snapshot();
    }
    OperatorSubtaskState[] two = new OperatorSubtaskState[2];
    Set<Rank> seen = new HashSet<>();
    for (int index = 0; index < 2; index++) {
      try (var echo = subtask(PLAN, new Subtask(index, 2)).restore(one)) {
        echo.watermark(15);
        List<CompareRequest> output = echo.output();
        assertThat(output).hasSize(8);
        for (CompareRequest item : output) {
          assertThat(subtaskOf(item.shard())).isEqualTo(index);
          assertThat(seen.add(item.sample())).isTrue();
        }
        two[index] = echo.snapshot();
      }
    }
    try (var echo = subtask(PLAN, Subtask.ONLY).restore(two)) {
      echo.watermark(Long.MAX_VALUE);
      seen.addAll(ranks(echo));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void refusesStateOfAnotherPlanForGoodAndNamesBoth() throws Exception {
    DeduplicationPlan other = Plans.withCap(7);
    OperatorSubtaskState snapshot;
    try (var echo = subtask(PLAN, Subtask.ONLY).start()) {
      snapshot = echo.snapshot();
    }
    try (var echo = subtask(other, Subtask.ONLY)) {
      assertThatThrownBy(() -> echo.restore(snapshot))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageContainingAll(PLAN.fingerprint(), other.fingerprint(), "replay the topic");
    }
  }

  @Test
  void takesStateOfItsOwnPlanFromAnyNumberOfSubtasks() throws Exception {
    OperatorSubtaskState[] two = new OperatorSubtaskState[2];
    for (int index = 0; index < 2; index++) {
      try (var echo = subtask(PLAN, new Subtask(index, 2)).start()) {
        two[index] = echo.snapshot();
      }
    }
    try (var echo = subtask(Plans.withShards(8), Subtask.ONLY).restore(two)) {
      assertThat(echo.output()).isEmpty();
    }
  }

  private static int subtaskOf(int shardKey) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(shardKey, PLAN.maxParallelism(), 2);
  }

  private static OperatorHarness<CompareRequest, Void, CompareRequest> subtask(
      DeduplicationPlan plan, Subtask subtask) throws Exception {
    return OperatorHarness.keyed(new Echo(plan), CompareRequest::shard, subtask);
  }

  private static CompareRequest item(int shard, Rank rank) {
    return new CompareRequest(SHARDS.key(shard), rank, new int[] {1}, new byte[0]);
  }

  private static List<Rank> ranks(OperatorHarness<CompareRequest, Void, CompareRequest> echo) {
    return echo.output().stream().map(CompareRequest::sample).toList();
  }
}
