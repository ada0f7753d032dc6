package io.medsift.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.topic.BrokerCommandTest;
import io.medsift.kafka.KafkaConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RunMemberTest extends BrokerCommandTest {
  private static final String TOPIC = "prompts-of-members";
  private static final String REFUSED =
      "another process works for the run '%s', on 127.0.0.1, with another --data";

  private KafkaConnection connection;

  @BeforeEach
  void connect() {
    connection = KafkaConnection.plain(broker.bootstrapServers());
    broker.createTopic(TOPIC, 1, Map.of());
  }

  @Test
  void aSecondProcessOfARunIsRefusedUntilTheFirstEnds() throws Exception {
    Path one = Files.createDirectory(directory.resolve("one"));
    Path other = Files.createDirectory(directory.resolve("other"));
    RunMember first = RunMember.join(connection, "members", TOPIC, one);
    assertThatThrownBy(() -> RunMember.join(connection, "members", TOPIC, other))
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(REFUSED.formatted("members"));
    RunMember.join(connection, "members-of-another-run", TOPIC, other).close();
    first.close();
    RunMember.join(connection, "members", TOPIC, other).close();
  }

  /** A process that is killed leaves its membership behind. */
  @Test
  void theSameDirectoryTakesOverWhatAKilledProcessLeft() throws Exception {
    Path data = Files.createDirectory(directory.resolve("killed"));
    RunMember killed = RunMember.join(connection, "members-killed", TOPIC, data);
    RunMember.join(connection, "members-killed", TOPIC, data).close();
    killed.close();
  }

  @Test
  void theCommandAsksNothingAndLeavesNothingBehind() throws Exception {
    Path one = Files.createDirectory(directory.resolve("command"));
    Path other = directory.resolve("other-command");
    RunMember first = RunMember.join(connection, "members-command", TOPIC, one);
    int code =
        run(
            "generate",
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--name",
            "members-command",
            "--prompts",
            TOPIC,
            "--samples",
            "samples-of-members",
            "--unscored",
            "unscored-of-members",
            "--dead-letters",
            "letters-of-members",
            "--ledger",
            "ledger-of-members",
            "--partitions",
            "1",
            "--base-url",
            "http://127.0.0.1:1/v1",
            "--data",
            other.toString());
    first.close();
    assertThat(err.toString())
        .startsWith("medsift: " + REFUSED.formatted("members-command"))
        .contains("Name another --name");
    assertThat(code).isOne();
    assertThat(other).doesNotExist();
  }
}
