package io.medsift.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.cli.topic.WrittenTopics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class ReplayCommandTest extends BrokerCommandTest {

  @Test
  void refusesAnEmptyRangeBeforeItMakesAnyTopic() throws Exception {
    try (WrittenTopics job = new WrittenTopics(broker, 2)) {
      job.sample(0, "a", "one");
      job.sample(1, "b", "two");
      Set<String> before = topics();

      assertThat(replay(job, "--from", "latest")).isEqualTo(2);
      assertThat(err.toString()).contains("there is nothing to replay: no sample of samples-");
      job.heartbeat(0);
      assertThat(replay(job, "--from", "0:1,1:1")).isEqualTo(2);
      assertThat(replay(job, "--from", "0:1", "--until", "0:0")).isEqualTo(2);
      assertThat(err.toString()).contains("the range ends before it begins: in partition 0");
      assertThat(topics()).isEqualTo(before);
    }
  }

  private int replay(WrittenTopics job, String... options) {
    return runOn(job, List.of("replay", "--into", "again"), options);
  }

  private static Set<String> topics() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
      return admin.listTopics().names().get();
    }
  }
}
