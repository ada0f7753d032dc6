package io.medsift.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
  @TempDir private Path directory;

  @Test
  void carriesReferencesThatClientsResolve() throws IOException {
    Path file = write("security.protocol=SASL_SSL\nsasl.jaas.config=planted secret\n");
    Map<String, String> client = KafkaConnection.of(file);

    assertThat(client.values()).noneMatch(value -> value.contains("planted secret"));
    assertThat(client.get("sasl.jaas.config")).isEqualTo("${file:" + file + ":sasl.jaas.config}");
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("bootstrap.servers", "localhost:1");
    AdminClientConfig config = new AdminClientConfig(settings);
    assertThat(config.getPassword("sasl.jaas.config")).isEqualTo(new Password("planted secret"));
    assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
  }

  @Test
  void refusesWhatIsNotOfTheConnection() throws IOException {
    Path file = write("transactional.id=mine\n");
    assertThatThrownBy(() -> KafkaConnection.of(file))
        .hasMessageContaining(
            "sets 'transactional.id'; it may only hold settings of the connection");
  }

  @Test
  void namesAFileThatIsNone() {
    assertThatThrownBy(() -> KafkaConnection.of(directory.resolve("absent")))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> KafkaConnection.of(directory)).hasMessageContaining("is not a file");
    assertThatThrownBy(() -> KafkaConnection.of(Path.of("client.properties")))
        .hasMessageContaining("is not an absolute path");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("client.properties"), text);
  }
}
