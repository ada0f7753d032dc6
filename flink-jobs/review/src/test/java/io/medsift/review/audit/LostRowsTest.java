package io.medsift.review.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recovery.SavedState;
import io.medsift.review.ReviewException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class LostRowsTest {
  @Test
  void aStateThatHasDecidedNothingIsNoProofThatNothingIsLost() {
    assertThatThrownBy(() -> LostRows.requireDecided(state(Long.MIN_VALUE), range(0)))
        .isInstanceOf(ReviewException.class)
        .hasMessageContaining("nothing could be checked: /savepoint-1 holds no watermark");
    assertThatThrownBy(() -> LostRows.requireDecided(state(60_000), range(0)))
        .isInstanceOf(ReviewException.class)
        .hasMessageContaining("holds none of the samples that /savepoint-1 has decided")
        .hasMessageContaining("1970-01-01T00:01:00Z");
    assertThat(LostRows.requireDecided(state(60_000), range(3))).isEqualTo(range(3));
  }

  /** Before its next checkpoint, a job that fails restarts from before a savepoint. */
  @Test
  void aRunThatWentOnAfterASavepointIsWaitedForUntilItHasACheckpoint() throws Exception {
    SavedState savepoint = state(60_000, false);
    assertThatThrownBy(
            () -> LostRows.awaitCheckpoint(savepoint, "job", () -> Map.of(0, 8L), Duration.ZERO))
        .isInstanceOf(ReviewException.class)
        .hasMessageContaining("the run 'job' has no checkpoint after the savepoint /savepoint-1");
    assertThatThrownBy(() -> LostRows.awaitCheckpoint(savepoint, "job", Map::of, Duration.ZERO))
        .isInstanceOf(ReviewException.class)
        .hasMessageContaining("no run 'job' is known");
    AtomicLong read = new AtomicLong(8);
    LostRows.awaitCheckpoint(
        savepoint, "job", () -> Map.of(0, read.getAndIncrement()), Duration.ofMinutes(5));
    assertThat(read.get()).isEqualTo(10);
    LostRows.awaitCheckpoint(state(60_000, true), "job", Map::of, Duration.ZERO);
  }

  private static SavedState state(long watermark) {
    return state(watermark, true);
  }

  private static SavedState state(long watermark, boolean settled) {
    return new SavedState(
        new Path("/savepoint-1"), Instant.EPOCH, Map.of(0, 9L), watermark, settled);
  }

  private static TopicRange range(long end) {
    return new TopicRange(
        KafkaConnection.plain("127.0.0.1:1"), "samples", Map.of(0, 0L), Map.of(0, end));
  }
}
