package io.medsift.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class RepairTest {
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
    clock.addAndGet(CopiedRows.MAX_DURATION.toNanos() - 1);
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
}
