package io.medsift.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.medsift.kafka.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConnectionTest {
  @TempDir private Path directory;

  @Test
  void carriesReferencesAndNoValues() throws IOException {
    Path file = write("security.protocol=SASL_SSL\nsasl.jaas.config=planted secret\n");
    KafkaConnection connection = of(file.toString());

    assertThat(connection.bootstrapServers()).isEqualTo("localhost:1");
    assertThat(connection.client().get("sasl.jaas.config"))
        .isEqualTo("${file:" + file + ":sasl.jaas.config}");
    assertThat(connection.toString()).doesNotContain("planted secret");
  }

  @Test
  void refusesWhatIsNotOfTheConnection() throws IOException {
    Path file = write("security.protocol=SSL\ntransactional.id=mine\n");
    assertThatThrownBy(() -> of(file.toString()))
        .hasMessageStartingWith("medsift.kafka.properties-file: " + file)
        .hasMessageContaining(
            "sets 'transactional.id'; it may only hold settings of the connection");
  }

  @Test
  void namesAFileThatIsNone() {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> of(absent.toString()))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("medsift.kafka.properties-file: " + absent + " does not exist");
    assertThatThrownBy(() -> of("client.properties"))
        .hasMessageContaining("client.properties is not an absolute path");
  }

  private static KafkaConnection of(String file) {
    Configuration options = new Configuration();
    options.set(JobOptions.BOOTSTRAP_SERVERS, "localhost:1");
    options.set(JobOptions.CLIENT_PROPERTIES, file);
    return JobConnection.of(options);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), text);
  }
}
