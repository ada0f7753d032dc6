package io.medsift.curation.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.deduplicate.CopiesOperator.SampleBands;
import io.medsift.curation.state.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class CopiesOperatorTest {
  private static final DeduplicationPlan PLAN = Plans.withShards(4);
  private static final Shards SHARDS = PLAN.shards();
  private static final long[] BANDS = {11, 22, 33, 44, 55, 66, 77};

  @Test
  void onlyTheFirstOfAllCopiesGoesOnAndTheOthersNameIt() throws Exception {
    try (var copies = copies().start()) {
      copies.left(announcement(new Rank(3, 0, 1), 5, 5));
      copies.left(announcement(new Rank(2, 1, 0), 5, 5));
      copies.left(announcement(new Rank(2, 0, 0), 5, 5));
      copies.watermark(2);
      copies.left(announcement(new Rank(4, 0, 2), 5, 5));
      copies.watermark(9);

      assertThat(copies.output())
          .isNotEmpty()
          .allMatch(message -> message.rank().equals(new Rank(2, 0, 0)));
      assertThat(copies.output(CopiesOperator.COPIES))
          .containsExactly(
              copy(new Rank(2, 1, 0)), copy(new Rank(3, 0, 1)), copy(new Rank(4, 0, 2)));
      assertThat(copies.count("exact_copies")).isEqualTo(3);
    }
  }

  private static DuplicatePair copy(Rank later) {
    return new DuplicatePair(later, new Rank(2, 0, 0), "0:0", 1, true);
  }

  @Test
  void bothHalvesOfTheHashMakeACopy() throws Exception {
    try (var copies = copies().start()) {
      copies.left(announcement(new Rank(1, 0, 0), 5, 5));
      copies.left(announcement(new Rank(1, 0, 1), 5, 6));
      copies.left(announcement(new Rank(1, 0, 2), 9, 5));
      copies.watermark(1);

      assertThat(copies.output(CopiesOperator.COPIES)).isEmpty();
    }
  }

  @Test
  void everyBandGoesOnceToTheSubtaskOfItsShard() throws Exception {
    try (var copies = copies().start()) {
      copies.left(announcement(new Rank(1, 0, 0), 5, 5));
      copies.watermark(1);

      assertThat(copies.output())
          .singleElement()
          .satisfies(
              message -> {
                assertThat(message.size()).isEqualTo(40);
                assertThat(message.shard()).isEqualTo(SHARDS.keyOf(BANDS[0]));
                assertThat(message.bands()).containsExactly(BANDS);
              });
    }
    for (int index = 0; index < 2; index++) {
      int own = index;
      try (var copies = copies(new Subtask(index, 2)).start()) {
        SampleSignature announcement =
            LongStream.range(0, 100)
                .mapToObj(content -> announcement(new Rank(1, 0, 0), content, 5))
                .filter(signature -> subtaskOf(signature.shard()) == own)
                .findFirst()
                .orElseThrow();
        copies.left(announcement);
        copies.watermark(1);

        List<Long> bands = new ArrayList<>();
        List<Integer> subtasks = new ArrayList<>();
        for (SampleBands message : copies.output()) {
          int subtask = subtaskOf(message.shard());
          subtasks.add(subtask);
          for (long band : message.bands()) {
            assertThat(subtaskOf(SHARDS.keyOf(band))).isEqualTo(subtask);
            bands.add(band);
          }
        }
        assertThat(bands).containsExactlyInAnyOrder(11L, 22L, 33L, 44L, 55L, 66L, 77L);
        assertThat(subtasks).doesNotHaveDuplicates();
      }
    }
  }

  private static int subtaskOf(int shardKey) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(shardKey, PLAN.maxParallelism(), 2);
  }

  @Test
  void aPositionThatIsMetAgainGoesNoFurtherAndItsCopiesNameItStill() throws Exception {
    OperatorSubtaskState snapshot;
    try (var copies = copies().start()) {
      copies.left(announcement(new Rank(1, 0, 0), 5, 5));
      copies.watermark(1);
      copies.left(announcement(new Rank(2, 0, 1), 5, 5));
      snapshot = copies.snapshot();
    }
    try (var copies = copies().restore(snapshot)) {
      copies.left(announcement(new Rank(1, 0, 0), 5, 5));
      copies.left(announcement(new Rank(2, 0, 1), 5, 5));
      copies.left(announcement(new Rank(3, 0, 2), 5, 5));
      copies.watermark(3);

      assertThat(copies.output()).isEmpty();
      assertThat(copies.output(CopiesOperator.COPIES))
          .extracting(DuplicatePair::later, DuplicatePair::earlier)
          .containsExactly(
              tuple(new Rank(2, 0, 1), new Rank(1, 0, 0)),
              tuple(new Rank(2, 0, 1), new Rank(1, 0, 0)),
              tuple(new Rank(3, 0, 2), new Rank(1, 0, 0)));
    }
  }

  private static OperatorHarness<SampleSignature, Void, SampleBands> copies() throws Exception {
    return copies(Subtask.ONLY);
  }

  private static OperatorHarness<SampleSignature, Void, SampleBands> copies(Subtask subtask)
      throws Exception {
    return OperatorHarness.keyed(new CopiesOperator(PLAN), SampleSignature::shard, subtask);
  }

  private static SampleSignature announcement(Rank rank, long contentHigh, long contentLow) {
    String id = rank.partition() + ":" + rank.offset();
    return new SampleSignature(
        SHARDS.keyOf(contentHigh), rank, id, 40, contentHigh, contentLow, BANDS);
  }
}
