package io.medsift.curation.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.medsift.curation.OperatorHarness;
import io.medsift.curation.OperatorHarness.Subtask;
import io.medsift.curation.state.Rank;
import io.medsift.kafka.topic.LogRecord;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class RankOperatorTest {

  @Test
  void aClockThatStepsBackKeepsTheHighestTimeOfItsPartition() throws Exception {
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(sample(0, 0, 100));
      rank.left(sample(0, 1, 40));
      rank.left(sample(1, 0, 50));
      rank.left(sample(0, 2, 101));

      assertThat(ranks(rank))
          .containsExactly(
              new Rank(100, 0, 0), new Rank(100, 0, 1), new Rank(50, 1, 0), new Rank(101, 0, 2));
    }
  }

  @Test
  void samplesOfOneMillisecondRankByPartitionAndOffset() throws Exception {
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(sample(1, 7, 100));
      rank.left(sample(0, 9, 100));
      rank.left(sample(0, 10, 100));

      assertThat(ranks(rank).stream().sorted())
          .containsExactly(new Rank(100, 0, 9), new Rank(100, 0, 10), new Rank(100, 1, 7));
    }
  }

  @Test
  void heartbeatsMoveTheTimeOfTheirPartitionAndGoNoFurther() throws Exception {
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(heartbeat(0, 0, 500));
      assertThat(rank.output()).isEmpty();
      rank.left(sample(0, 1, 100));

      assertThat(ranks(rank)).containsExactly(new Rank(500, 0, 1));
      assertThat(rank.count("heartbeats")).isEqualTo(1);
      assertThat(rank.count("samples_read")).isEqualTo(1);
    }
  }

  @Test
  void lateSamplesRankJustAfterTheWatermarkAndAreMarkedAndCounted() throws Exception {
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(sample(0, 0, 100));
      rank.watermark(99);
      rank.output();
      rank.left(sample(1, 0, 99));
      rank.left(sample(1, 1, 100));

      assertThat(rank.output())
          .containsExactly(
              new RankedRecord(sample(1, 0, 99), new Rank(100, 1, 0), true, false),
              new RankedRecord(sample(1, 1, 100), new Rank(100, 1, 1), false, false));
      assertThat(rank.count("late_samples")).isEqualTo(1);
    }
  }

  @Test
  void theLastWatermarkIsNoTime() throws Exception {
    OperatorSubtaskState snapshot;
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(sample(0, 0, 100));
      rank.watermark(99);
      rank.watermark(Long.MAX_VALUE);
      snapshot = rank.snapshot();
    }
    try (var rank = subtask(Subtask.ONLY).restore(snapshot)) {
      rank.left(sample(0, 1, 100));

      assertThat(rank.output())
          .containsExactly(new RankedRecord(sample(0, 1, 100), new Rank(100, 0, 1), false, false));
    }
  }

  @Test
  void ranksContinueAfterARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(sample(0, 0, 100));
      rank.left(heartbeat(1, 0, 120));
      rank.watermark(99);
      snapshot = rank.snapshot();
    }
    try (var rank = subtask(Subtask.ONLY).restore(snapshot)) {
      rank.left(sample(0, 1, 60));
      rank.left(sample(1, 1, 60));
      rank.left(sample(2, 0, 60));

      assertThat(rank.output())
          .containsExactly(
              new RankedRecord(sample(0, 1, 60), new Rank(100, 0, 1), false, false),
              new RankedRecord(sample(1, 1, 60), new Rank(120, 1, 1), false, false),
              new RankedRecord(sample(2, 0, 60), new Rank(100, 2, 0), true, false));
    }
  }

  @Test
  void positionsReadAgainAreRepeatedAndNotLate() throws Exception {
    try (var rank = subtask(Subtask.ONLY).restore(replayable())) {
      rank.left(sample(0, 0, 100));
      rank.left(sample(0, 1, 200));
      rank.left(sample(0, 2, 200));

      assertThat(rank.output())
          .extracting(RankedRecord::repeated, RankedRecord::late)
          .containsExactly(tuple(true, false), tuple(true, false), tuple(false, false));
      assertThat(rank.count("repeated_samples")).isEqualTo(2);
      assertThat(rank.count("late_samples")).isZero();
    }
  }

  @Test
  void positionsReadAgainHaveTheirRankOfOldSoThatTheyDoNotWaitForTheEndOfTheReplay()
      throws Exception {
    try (var rank = subtask(Subtask.ONLY).restore(replayable())) {
      rank.left(sample(0, 0, 100));
      rank.watermark(99);
      rank.left(sample(0, 1, 200));
      rank.left(sample(0, 2, 150));

      assertThat(ranks(rank))
          .containsExactly(new Rank(100, 0, 0), new Rank(200, 0, 1), new Rank(200, 0, 2));
    }
  }

  @Test
  void aFailureInTheMiddleOfAReplayLosesNeitherTimeNorRepetition() throws Exception {
    OperatorSubtaskState middle;
    try (var rank = subtask(Subtask.ONLY).restore(replayable())) {
      rank.left(sample(0, 0, 100));
      rank.watermark(99);
      middle = rank.snapshot();
    }
    try (var rank = subtask(Subtask.ONLY).restore(middle)) {
      rank.left(sample(0, 1, 200));
      rank.left(sample(0, 2, 30));
      rank.left(sample(1, 0, 199));

      assertThat(rank.output())
          .containsExactly(
              new RankedRecord(sample(0, 1, 200), new Rank(200, 0, 1), false, true),
              new RankedRecord(sample(0, 2, 30), new Rank(200, 0, 2), false, false),
              new RankedRecord(sample(1, 0, 199), new Rank(200, 1, 0), true, false));
    }
  }

  /** Offsets 0 and 1 of partition 0 were read, up to time 200 and watermark 199. */
  private static OperatorSubtaskState replayable() throws Exception {
    try (var rank = subtask(Subtask.ONLY).start()) {
      rank.left(sample(0, 0, 100));
      rank.left(sample(0, 1, 200));
      rank.watermark(199);
      return rank.snapshot();
    }
  }

  @Test
  void theWatermarkAfterARestartIsTheLowestOfAllSubtasks() throws Exception {
    OperatorSubtaskState[] snapshots = twoSubtasks();
    try (var rank = subtask(Subtask.ONLY).restore(snapshots)) {
      rank.left(sample(2, 0, 150));
      rank.left(sample(3, 0, 99));

      assertThat(rank.output())
          .containsExactly(
              new RankedRecord(sample(2, 0, 150), new Rank(150, 2, 0), false, false),
              new RankedRecord(sample(3, 0, 99), new Rank(100, 3, 0), true, false));
    }
  }

  @Test
  void everySubtaskKnowsAllPartitionsHoweverTheJobIsScaled() throws Exception {
    OperatorSubtaskState one;
    try (var rank = subtask(Subtask.ONLY).restore(twoSubtasks())) {
      rank.left(sample(0, 1, 130));
      one = rank.snapshot();
    }
    OperatorSubtaskState[] two = new OperatorSubtaskState[2];
    try (var rank = subtask(new Subtask(0, 2)).restore(one)) {
      rank.left(sample(1, 1, 110));
      assertThat(ranks(rank)).containsExactly(new Rank(300, 1, 1));
      two[0] = rank.snapshot();
    }
    try (var rank = subtask(new Subtask(1, 2)).restore(one)) {
      rank.left(sample(0, 2, 140));
      assertThat(ranks(rank)).containsExactly(new Rank(140, 0, 2));
      two[1] = rank.snapshot();
    }
    try (var rank = subtask(Subtask.ONLY).restore(two)) {
      rank.left(sample(0, 2, 140));
      rank.left(sample(0, 3, 0));
      rank.left(sample(1, 1, 110));
      rank.left(sample(1, 2, 0));

      assertThat(rank.output())
          .extracting(RankedRecord::rank, RankedRecord::repeated)
          .containsExactly(
              tuple(new Rank(140, 0, 2), true),
              tuple(new Rank(140, 0, 3), false),
              tuple(new Rank(110, 1, 1), true),
              tuple(new Rank(300, 1, 2), false));
    }
  }

  /** Partition 0 was read up to 100, partition 1 up to 300, by two subtasks. */
  private static OperatorSubtaskState[] twoSubtasks() throws Exception {
    OperatorSubtaskState[] snapshots = new OperatorSubtaskState[2];
    try (var rank = subtask(new Subtask(0, 2)).start()) {
      rank.left(sample(0, 0, 100));
      rank.watermark(99);
      snapshots[0] = rank.snapshot();
    }
    try (var rank = subtask(new Subtask(1, 2)).start()) {
      rank.left(sample(1, 0, 300));
      rank.watermark(299);
      snapshots[1] = rank.snapshot();
    }
    return snapshots;
  }

  private static OperatorHarness<LogRecord, Void, RankedRecord> subtask(Subtask subtask)
      throws Exception {
    return subtask("samples", subtask);
  }

  private static OperatorHarness<LogRecord, Void, RankedRecord> subtask(
      String topic, Subtask subtask) throws Exception {
    return OperatorHarness.of(new RankOperator(topic), subtask);
  }

  @Test
  void refusesStateOfAnotherTopicForGoodAndNamesBoth() throws Exception {
    OperatorSubtaskState snapshot;
    try (var rank = subtask("samples", Subtask.ONLY).start()) {
      rank.left(sample(0, 0, 100));
      snapshot = rank.snapshot();
    }
    try (var rank = subtask("others", Subtask.ONLY)) {
      assertThatThrownBy(() -> rank.restore(snapshot))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageContainingAll("'samples'", "'others'");
    }
  }

  private static List<Rank> ranks(OperatorHarness<LogRecord, Void, RankedRecord> rank) {
    return rank.output().stream().map(RankedRecord::rank).toList();
  }

  private static LogRecord sample(int partition, long offset, long timestamp) {
    return new LogRecord(partition, offset, timestamp, null, null, Map.of(), false);
  }

  private static LogRecord heartbeat(int partition, long offset, long timestamp) {
    return new LogRecord(partition, offset, timestamp, null, null, Map.of(), true);
  }
}
