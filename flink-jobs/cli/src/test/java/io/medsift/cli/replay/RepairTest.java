package io.medsift.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.kafka.KafkaConnection;
import io.medsift.kafka.topic.TopicRange;
import io.medsift.recovery.SavedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.core.fs.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RepairTest {
  @Test
  void aStateThatHasDecidedNothingIsNoProofThatNothingIsLost() {
    assertThatThrownBy(() -> Repair.requireDecided(state(Long.MIN_VALUE), range(0)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("nothing could be checked: /savepoint-1 holds no watermark");
    assertThatThrownBy(() -> Repair.requireDecided(state(60_000), range(0)))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("holds no sample that /savepoint-1 has decided")
        .hasMessageContaining("1970-01-01T00:01:00Z");
    assertThat(Repair.requireDecided(state(60_000), range(3))).isEqualTo(range(3));
  }

  /** Before its next checkpoint, a job that fails goes back behind a savepoint. */
  @Test
  void aRunThatWentOnAfterASavepointIsWaitedForUntilItHasACheckpoint() throws Exception {
    SavedState savepoint = state(60_000, false);
    assertThatThrownBy(
            () -> Repair.awaitCheckpoint(savepoint, "job", () -> Map.of(0, 8L), Duration.ZERO))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("the run 'job' has no checkpoint after the savepoint /savepoint-1");
    assertThatThrownBy(() -> Repair.awaitCheckpoint(savepoint, "job", Map::of, Duration.ZERO))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("no run 'job' is known");
    AtomicLong read = new AtomicLong(8);
    Repair.awaitCheckpoint(
        savepoint, "job", () -> Map.of(0, read.getAndIncrement()), Duration.ofMinutes(5));
    assertThat(read.get()).isEqualTo(10);
    Repair.awaitCheckpoint(state(60_000, true), "job", Map::of, Duration.ZERO);
  }

  @Test
  void rowsAreCommittedAfterSoManyAndAfterSoLong() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactions();
    AtomicLong clock = new AtomicLong(7);
    List<Long> committed = new ArrayList<>();
    CopiedRows rows = new CopiedRows(producer, clock::get, committed::add);

    rows.pass();
    rows.add(row(), "accepted");
    clock.addAndGet(CopiedRows.LONGEST.toNanos() - 1);
    rows.pass();
    assertThat(committed).isEmpty();
    clock.addAndGet(1);
    rows.pass();
    assertThat(committed).containsExactly(1L);

    for (int i = 0; i < CopiedRows.PER_TRANSACTION + 2; i++) {
      rows.add(row(), "accepted");
    }
    assertThat(committed).containsExactly(1L, 1L + CopiedRows.PER_TRANSACTION);
    assertThat(rows.end()).isEqualTo(3 + CopiedRows.PER_TRANSACTION);
    assertThat(producer.commitCount()).isEqualTo(3);
    assertThat(producer.history()).hasSize(3 + CopiedRows.PER_TRANSACTION);
  }

  private static ConsumerRecord<byte[], byte[]> row() {
    return new ConsumerRecord<>("repair-of-accepted-accepted", 0, 0, null, new byte[1]);
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
