package io.medsift.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.kafka.BrokerAccess.Refusal;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerAccessTest {
  private static final String MODULE =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" ";

  @Test
  void namesTheMechanismsOfSaslAndTheOption() throws Exception {
    byte[] name = "PLAIN".getBytes(UTF_8);
    byte[] mechanisms =
        ByteBuffer.allocate(6 + name.length)
            .putInt(1)
            .putShort((short) name.length)
            .put(name)
            .array();
    try (FakeListener listener =
        new FakeListener(
            request ->
                FakeListener.response(
                    request, FakeListener.UNSUPPORTED_SASL_MECHANISM, mechanisms))) {
      Refusal refusal = refusal("127.0.0.1:" + listener.address().getPort(), Map.of());
      assertThat(refusal.problem())
          .endsWith(" requires SASL (PLAIN), and the client connects by PLAINTEXT");
      assertThat(refusal.advice())
          .contains("client settings with --file that has security.protocol=SASL_PLAINTEXT");
      assertThat(refusal.certain()).isTrue();
    }
  }

  @Test
  void namesTheFirstBrokerThatWantsTls() throws Exception {
    try (FakeListener silent = new FakeListener(request -> new byte[0]);
        FakeListener listener = new FakeListener(request -> new byte[] {0x15, 3, 3, 0, 2, 2, 80})) {
      String first = "127.0.0.1:" + silent.address().getPort();
      String second = "127.0.0.1:" + listener.address().getPort();
      assertThat(refusal(first + ", " + second, Map.of()).problem())
          .isEqualTo(
              "the broker at "
                  + second
                  + " requires TLS, perhaps with SASL, and the client connects by PLAINTEXT");
    }
  }

  @Test
  void quotesNothingOfALineWithThePassword() throws Exception {
    for (String password :
        new String[] {"password=\"planted\" secret;", "password=planted secret;", "password="}) {
      Refusal refusal =
          refusal(
              "127.0.0.1:1",
              Map.of(
                  "security.protocol", "SASL_SSL",
                  "sasl.mechanism", "PLAIN",
                  "sasl.jaas.config", MODULE + password));
      assertThat(refusal.problem())
          .as(password)
          .startsWith("the client settings are invalid: ")
          .doesNotContain("planted")
          .doesNotContain("secret");
    }
  }

  @Test
  void saysWhichSettingCannotBeUsed() throws Exception {
    assertThat(refusal("nonsense", Map.of()).problem()).contains("bootstrap.servers: nonsense");
    assertThat(refusal("127.0.0.1:1", Map.of("security.protocol", "TLS")).problem())
        .contains("Invalid value TLS for configuration security.protocol");
    Map<String, String> nowhere =
        Map.of("security.protocol", "SSL", "ssl.truststore.location", "/no/trust.p12");
    assertThat(refusal("127.0.0.1:1", nowhere).problem()).contains("/no/trust.p12");
  }

  private static Refusal refusal(String servers, Map<String, String> client) throws Exception {
    return BrokerAccess.check(new KafkaConnection(servers, client), "--file").orElseThrow();
  }
}
