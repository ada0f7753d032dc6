package io.medsift.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.medsift.kafka.ListenerProbe.Answer;
import io.medsift.kafka.ListenerProbe.Requirement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerProbeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final byte[] NO_MECHANISMS = new byte[Integer.BYTES];

  @Test
  void knowsTlsByItsAlert() throws IOException {
    assertThat(answer(request -> new byte[] {0x15, 3, 3, 0, 2, 2, 80}).requirement())
        .isEqualTo(Requirement.TLS);
  }

  @Test
  void knowsSaslByItsMechanisms() throws IOException {
    byte[] name = "SCRAM-SHA-512".getBytes(UTF_8);
    byte[] mechanisms =
        ByteBuffer.allocate(6 + name.length)
            .putInt(1)
            .putShort((short) name.length)
            .put(name)
            .array();
    assertThat(
            answer(
                request ->
                    FakeListener.response(
                        request, FakeListener.UNSUPPORTED_SASL_MECHANISM, mechanisms)))
        .isEqualTo(new Answer(Requirement.SASL, List.of("SCRAM-SHA-512")));
  }

  @Test
  void knowsAListenerThatWantsNothing() throws IOException {
    assertThat(
            answer(
                    request ->
                        FakeListener.response(
                            request, FakeListener.ILLEGAL_SASL_STATE, NO_MECHANISMS))
                .requirement())
        .isEqualTo(Requirement.NOTHING);
  }

  @Test
  void takesNothingElseForAnAnswer() throws IOException {
    assertThat(answer(request -> new byte[0])).isEqualTo(ListenerProbe.UNKNOWN);
    assertThat(answer(request -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8)))
        .isEqualTo(ListenerProbe.UNKNOWN);
    assertThat(
            answer(
                request ->
                    FakeListener.response(0, FakeListener.ILLEGAL_SASL_STATE, NO_MECHANISMS)))
        .isEqualTo(ListenerProbe.UNKNOWN);
    assertThat(answer(request -> FakeListener.response(request, (short) 7, new byte[0])))
        .isEqualTo(ListenerProbe.UNKNOWN);
    byte[] endless = {127, -1, -1, -1, -1, -1};
    assertThat(
            answer(
                request ->
                    FakeListener.response(
                        request, FakeListener.UNSUPPORTED_SASL_MECHANISM, endless)))
        .isEqualTo(ListenerProbe.UNKNOWN);
    assertThat(answer(request -> null, Duration.ofMillis(200))).isEqualTo(ListenerProbe.UNKNOWN);
  }

  @Test
  void knowsWhereNobodyListens() throws IOException {
    try (FakeListener listener = new FakeListener(request -> null)) {
      assertThat(ListenerProbe.listens(listener.address(), PATIENCE)).isTrue();
    }
    // Bound, so that nobody else can listen there.
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress address =
          new InetSocketAddress(deaf.getLocalAddress(), deaf.getLocalPort());
      assertThat(ListenerProbe.listens(address, PATIENCE)).isFalse();
      assertThat(ListenerProbe.ask(address, PATIENCE)).isEqualTo(ListenerProbe.UNKNOWN);
    }
  }

  private static Answer answer(FakeListener.Answer says) throws IOException {
    return answer(says, PATIENCE);
  }

  private static Answer answer(FakeListener.Answer says, Duration patience) throws IOException {
    try (FakeListener listener = new FakeListener(says)) {
      return ListenerProbe.ask(listener.address(), patience);
    }
  }
}
