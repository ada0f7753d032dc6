package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.ResolverOperator.RejectedSample;
import io.medsift.curation.deduplicate.ResolverOperator.Rejection;
import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.SamplePosition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class ResolverOperatorTest {
  private static final DeduplicationPlan PLAN = Plans.withShards(8);

  @Test
  void aChainLosesOnlyItsMiddle() throws Exception {
    try (var resolve = resolve().start()) {
      resolve.left(near(3, 2, .9));
      resolve.left(near(2, 1, .9));
      resolve.watermark(3);

      assertThat(rejections(resolve)).isEqualTo(Map.of(rank(2), nearTo(1, .9)));
    }
  }

  @Test
  void everyOtherSampleOfALongChainStays() throws Exception {
    try (var resolve = resolve().start()) {
      for (int time = 20; time > 1; time--) {
        resolve.left(near(time, time - 1, .8));
      }
      for (int watermark = 0; watermark <= 20; watermark += 3) {
        resolve.watermark(watermark);
      }
      resolve.watermark(20);

      assertThat(rejections(resolve))
          .hasSize(10)
          .allSatisfy(
              (rank, rejection) -> {
                assertThat(rank.time()).isEven();
                assertThat(rejection).isEqualTo(nearTo(rank.time() - 1, .8));
              });
    }
  }

  @Test
  void namesTheMostSimilarAcceptedSampleAndTheFirstAmongEquals() throws Exception {
    try (var resolve = resolve().start()) {
      resolve.left(near(4, 3, .99));
      resolve.left(near(3, 1, .9));
      resolve.left(near(4, 2, .8));
      resolve.left(near(4, 1, .8));
      resolve.left(near(5, 1, .8));
      resolve.left(near(5, 2, .85));
      resolve.watermark(5);

      assertThat(rejections(resolve))
          .isEqualTo(
              Map.of(rank(3), nearTo(1, .9), rank(4), nearTo(1, .8), rank(5), nearTo(2, .85)));
    }
  }

  @Test
  void aCopySharesTheFateOfWhatItCopies() throws Exception {
    try (var resolve = resolve().start()) {
      resolve.left(near(2, 1, .75));
      resolve.left(copy(3, 2));
      resolve.left(copy(4, 2));
      resolve.left(copy(5, 1));
      resolve.watermark(5);

      Rejection likeItsOriginal = new Rejection(position(1), "s1", .75, position(2), true);
      assertThat(rejections(resolve))
          .isEqualTo(
              Map.of(
                  rank(2),
                  nearTo(1, .75),
                  rank(3),
                  likeItsOriginal,
                  rank(4),
                  likeItsOriginal,
                  rank(5),
                  new Rejection(position(1), "s1", 1, null, true)));
    }
  }

  @Test
  void decisionsSurviveARestartAndAreMadeOnce() throws Exception {
    OperatorSubtaskState snapshot;
    try (var resolve = resolve().start()) {
      resolve.left(near(2, 1, .9));
      resolve.watermark(2);
      resolve.left(near(3, 2, .9));
      resolve.left(copy(4, 2));
      snapshot = resolve.snapshot();
    }
    try (var resolve = resolve().restore(snapshot)) {
      resolve.left(near(2, 1, .9));
      resolve.watermark(2);
      assertThat(resolve.output()).isEmpty();
      resolve.watermark(4);

      assertThat(rejections(resolve))
          .isEqualTo(Map.of(rank(4), new Rejection(position(1), "s1", .9, position(2), true)));
    }
  }

  @Test
  void sendsARejectionToTheShardWhereTheSampleWaits() throws Exception {
    try (var resolve = resolve().start()) {
      resolve.left(near(2, 1, .9));
      resolve.watermark(2);

      assertThat(resolve.output())
          .extracting(RejectedSample::shard)
          .containsExactly(PLAN.shards().keyOf(position(2)));
    }
  }

  private static OperatorHarness<DuplicatePair, Void, RejectedSample> resolve() throws Exception {
    return OperatorHarness.keyed(
        new ResolverOperator(PLAN), pair -> ResolverOperator.ONLY_SHARD, Subtask.ONLY);
  }

  private static Map<Rank, Rejection> rejections(
      OperatorHarness<DuplicatePair, Void, RejectedSample> resolve) {
    Map<Rank, Rejection> rejections = new LinkedHashMap<>();
    for (RejectedSample sample : resolve.output()) {
      assertThat(rejections.put(sample.rank(), sample.rejection())).isNull();
    }
    return rejections;
  }

  private static DuplicatePair near(long later, long earlier, double similarity) {
    return new DuplicatePair(rank(later), rank(earlier), "s" + earlier, similarity, false);
  }

  private static DuplicatePair copy(long later, long earlier) {
    return new DuplicatePair(rank(later), rank(earlier), "s" + earlier, 1, true);
  }

  private static Rejection nearTo(long kept, double similarity) {
    return new Rejection(position(kept), "s" + kept, similarity, null, false);
  }

  private static Rank rank(long time) {
    return new Rank(time, 0, time);
  }

  private static SamplePosition position(long time) {
    return rank(time).position();
  }
}
