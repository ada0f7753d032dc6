package io.medsift.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class GroupLagTest {
  private static final TopicPartition FIRST = new TopicPartition("samples", 0);
  private static final TopicPartition SECOND = new TopicPartition("samples", 1);

  @Test
  void whatRetentionHasDeletedWaitsForNobody() {
    Map<TopicPartition, Long> begins = Map.of(FIRST, 100L, SECOND, 900L);
    Map<TopicPartition, Long> ends = Map.of(FIRST, 150L, SECOND, 1_000L);
    assertThat(GroupLag.behind(begins, Map.of(FIRST, new OffsetAndMetadata(120)), ends))
        .isEqualTo(30 + 100);
    assertThat(
            GroupLag.behind(
                begins,
                Map.of(FIRST, new OffsetAndMetadata(3), SECOND, new OffsetAndMetadata(1_000)),
                ends))
        .isEqualTo(50);
  }
}
