package io.medsift.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientFileTest {
  @TempDir private Path directory;

  @Test
  void givesReferencesThatClientsResolve() throws IOException {
    ClientFile file = write("security.protocol=SASL_SSL\nsasl.jaas.config=planted secret\n");
    Map<String, String> client = file.references();

    assertThat(file.toString() + client).doesNotContain("planted secret");
    assertThat(client.get("sasl.jaas.config"))
        .isEqualTo("${file:" + file.path() + ":sasl.jaas.config}");
    AdminClientConfig config =
        new AdminClientConfig(new KafkaConnection("localhost:1", client).settings());
    assertThat(config.getPassword("sasl.jaas.config")).isEqualTo(new Password("planted secret"));
    assertThat(config.getString("security.protocol")).isEqualTo("SASL_SSL");
  }

  @Test
  void passesOnWhatItDoesNotKnowButNotTheAddress() throws IOException {
    ClientFile file = write("bootstrap.servers=elsewhere:1\nsome.login.handler.option=7\n");
    KafkaConnection connection = new KafkaConnection("localhost:1", file.references());

    AdminClientConfig config = new AdminClientConfig(connection.settings());
    assertThat(config.originals()).containsEntry("some.login.handler.option", "7");
    assertThat(config.getList("bootstrap.servers")).containsExactly("localhost:1");
  }

  @Test
  void warnsOfAFileThatEveryoneMayRead() throws IOException {
    ClientFile file = write("ssl.key.password=planted secret\n");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(file.warning())
        .get()
        .asString()
        .startsWith(file.path() + " is readable by everyone")
        .contains("(rw-r--r--)")
        .doesNotContain("planted secret");
    Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(file.warning()).isEmpty();
  }

  @Test
  void namesAFileThatCannotBeUsed() throws IOException {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> ClientFile.read(absent)).hasMessage(absent + " does not exist");
    assertThatThrownBy(() -> ClientFile.read(directory)).hasMessage(directory + " is not a file");
    Path broken = directory.resolve("broken");
    Files.write(broken, new byte[] {'a', '=', (byte) 0xff});
    assertThatThrownBy(() -> ClientFile.read(broken))
        .hasMessageStartingWith(broken + " cannot be read: ");
    Path listed = Files.writeString(directory.resolve("a,b"), "ssl.protocol=TLSv1.3\n");
    assertThatThrownBy(() -> ClientFile.read(listed)).hasMessageContaining("in its path");
  }

  @Test
  void refusesReferencesToOtherPlaces() {
    assertThatThrownBy(() -> write("config.providers=env\nsasl.jaas.config=${env:SECRET}\n"))
        .hasMessageContaining("sets 'config.providers': write the values themselves into the file");
  }

  private ClientFile write(String text) throws IOException {
    return ClientFile.read(Files.writeString(directory.resolve("client.properties"), text));
  }
}
