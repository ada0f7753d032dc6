package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.HoldOperator.CompareRequest;
import io.medsift.curation.deduplicate.HoldOperator.ShingleSet;
import io.medsift.curation.state.Rank;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class CompareOperatorTest {
  private static final DeduplicationPlan PLAN = Plans.withShards(1);
  private static final int SHARD = PLAN.shards().key(0);

  @Test
  void emitsPairsAtTheThresholdAndAboveWithTheirExactSimilarity() throws Exception {
    try (var compare = compare().start()) {
      compare.left(set(1, 0, 10));
      compare.left(set(2, 0, 7));
      compare.left(set(3, 4, 14));
      compare.right(request(9, 0, 10, 1, 2, 3));
      compare.watermark(9);

      assertThat(compare.output())
          .containsExactly(
              new DuplicatePair(rank(9), rank(1), "s1", 1, false),
              new DuplicatePair(rank(9), rank(2), "s2", 0.7, false));
    }
  }

  @Test
  void waitsForTheSetsThatARequestNames() throws Exception {
    try (var compare = compare().start()) {
      compare.right(request(9, 0, 10, 1));
      compare.watermark(8);
      compare.left(set(1, 0, 9));
      assertThat(compare.output()).isEmpty();
      compare.watermark(9);

      assertThat(compare.output())
          .containsExactly(new DuplicatePair(rank(9), rank(1), "s1", 0.9, false));
    }
  }

  @Test
  void setsAndRequestsSurviveARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var compare = compare().start()) {
      compare.left(set(1, 0, 10));
      compare.watermark(1);
      compare.left(set(2, 0, 10));
      compare.right(request(9, 0, 10, 1, 2));
      snapshot = compare.snapshot();
    }
    try (var compare = compare().restore(snapshot)) {
      compare.watermark(9);

      assertThat(compare.output()).extracting(DuplicatePair::earlierId).containsExactly("s1", "s2");
    }
  }

  @Test
  void requestsOfOneSampleShareItsShingles() {
    Map<Rank, int[]> shared = new HashMap<>();
    CompareRequest first = CompareOperator.sharing(shared, request(9, 0, 10, 1));
    CompareRequest second = CompareOperator.sharing(shared, request(9, 0, 10, 2));
    CompareRequest other = CompareOperator.sharing(shared, request(8, 0, 10, 2));

    assertThat(second.shingles()).isSameAs(first.shingles());
    assertThat(Rank.unpack(second.earlier())).containsExactly(rank(2));
    assertThat(other.shingles()).isNotSameAs(first.shingles());
  }

  @Test
  void saysWhichSetIsMissing() throws Exception {
    try (var compare = compare().start()) {
      compare.right(request(9, 0, 10, 1));

      assertThatThrownBy(() -> compare.watermark(9))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(rank(1) + " are not in state");
    }
  }

  private static OperatorHarness<ShingleSet, CompareRequest, DuplicatePair> compare()
      throws Exception {
    return OperatorHarness.keyed(
        new CompareOperator(PLAN), ShingleSet::shard, CompareRequest::shard, Subtask.ONLY);
  }

  private static Rank rank(long time) {
    return new Rank(time, 0, time);
  }

  private static ShingleSet set(long time, int from, int to) {
    return new ShingleSet(SHARD, rank(time), "s" + time, IntStream.range(from, to).toArray());
  }

  private static CompareRequest request(long time, int from, int to, long... earlier) {
    List<Rank> ranks = IntStream.range(0, earlier.length).mapToObj(i -> rank(earlier[i])).toList();
    return new CompareRequest(
        SHARD, rank(time), IntStream.range(from, to).toArray(), Rank.pack(ranks));
  }
}
