package io.medsift.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.kafka.topic.RecordLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class CreatedTopicsTest extends BrokerCommandTest {

  @Test
  void namesATopicThatTheBrokersDoNot() {
    try (Admin admin = KafkaConnection.plain(broker.bootstrapServers()).admin()) {
      assertThatThrownBy(
              () -> CreatedTopics.await(admin, List.of("never-made"), Duration.ofSeconds(1)))
          .isInstanceOf(KafkaException.class)
          .hasMessage("the brokers created never-made, but do not name it within 1 s");
    }
  }

  @Test
  void aLogIsCreatedOnceAndTakenAsItIs() {
    RecordLog log =
        new RecordLog(KafkaConnection.plain(broker.bootstrapServers()), "log-made-once", "tests");
    log.create(Map.of());
    log.create(Map.of());
    RecordLog wrong =
        new RecordLog(KafkaConnection.plain(broker.bootstrapServers()), "no topic", "tests");
    assertThatThrownBy(() -> wrong.create(Map.of()))
        .isInstanceOf(KafkaException.class)
        .hasMessageStartingWith("the topic no topic, for tests, cannot be created at 127.0.0.1:");
  }
}
