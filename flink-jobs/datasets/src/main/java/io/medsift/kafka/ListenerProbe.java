package io.medsift.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;

/**
 * Asks a listener, by one request in plain text, what it wants of clients. Kafka's own clients
 * cannot tell: a broker that speaks TLS answers them with an alert, which they take for the length
 * of a response of 336 MiB, and try again until their time is over.
 */
final class ListenerProbe {
  private static final int SASL_HANDSHAKE = 17;
  private static final int VERSION = 1;
  private static final int CORRELATION = 0x6d656473;
  private static final int TLS_ALERT = 0x15;
  private static final int TLS_MAJOR_VERSION = 3;
  private static final int MAX_RESPONSE = 1 << 12;

  static final Answer UNKNOWN = new Answer(Requirement.UNKNOWN, List.of());

  private ListenerProbe() {}

  /** Protocol that a listener requires. */
  enum Requirement {
    NOTHING,
    SASL,
    TLS,
    /** It did not say. */
    UNKNOWN
  }

  /**
   * What a listener answered.
   *
   * @param mechanisms of SASL, where it wants that
   */
  record Answer(Requirement requirement, List<String> mechanisms) {}

  /** Returns whether a connection is accepted. */
  static boolean listens(InetSocketAddress address, Duration patience) {
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.toIntExact(patience.toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks; an address that does not answer in time is {@link Requirement#UNKNOWN}. */
  static Answer ask(InetSocketAddress address, Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      socket.getOutputStream().write(request());
      return read(new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** A SASL handshake that names no mechanism: a listener that wants SASL lists those it has. */
  private static byte[] request() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream request = new DataOutputStream(bytes);
    request.writeInt(Short.BYTES * 4 + Integer.BYTES);
    request.writeShort(SASL_HANDSHAKE);
    request.writeShort(VERSION);
    request.writeInt(CORRELATION);
    // No client id, and a mechanism of no letters.
    request.writeShort(-1);
    request.writeShort(0);
    return bytes.toByteArray();
  }

  private static Answer read(DataInputStream response) throws IOException {
    int length = response.readInt();
    if (length >>> 24 == TLS_ALERT && (length >>> 16 & 0xff) == TLS_MAJOR_VERSION) {
      return answer(Requirement.TLS);
    }
    if (length < 0 || length > MAX_RESPONSE) {
      return UNKNOWN;
    }
    ByteBuffer body = ByteBuffer.wrap(response.readNBytes(length));
    try {
      if (body.getInt() != CORRELATION) {
        return UNKNOWN;
      }
      return switch (Errors.forCode(body.getShort())) {
        case ILLEGAL_SASL_STATE -> answer(Requirement.NOTHING);
        case UNSUPPORTED_SASL_MECHANISM -> new Answer(Requirement.SASL, mechanisms(body));
        default -> UNKNOWN;
      };
    } catch (BufferUnderflowException e) {
      return UNKNOWN;
    }
  }

  private static List<String> mechanisms(ByteBuffer body) {
    List<String> mechanisms = new ArrayList<>();
    for (int left = body.getInt(); left > 0; left--) {
      byte[] name = new byte[Short.toUnsignedInt(body.getShort())];
      body.get(name);
      mechanisms.add(new String(name, UTF_8));
    }
    return mechanisms;
  }

  private static Answer answer(Requirement requirement) {
    return new Answer(requirement, List.of());
  }
}
