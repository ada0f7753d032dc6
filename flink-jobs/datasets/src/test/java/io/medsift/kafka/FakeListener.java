package io.medsift.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A listener on loopback that says one thing to every request, whatever it is. */
final class FakeListener implements AutoCloseable {
  static final short UNSUPPORTED_SASL_MECHANISM = 33;
  static final short ILLEGAL_SASL_STATE = 34;

  private static final int CORRELATION_AT = 2 * Short.BYTES;

  private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  private final Answer answer;
  private final Thread thread = new Thread(this::serve, "fake-listener");

  /** What it says. */
  @FunctionalInterface
  interface Answer {
    /** The bytes for the request with that correlation; null to say nothing and listen on. */
    byte[] to(int correlation);
  }

  FakeListener(Answer answer) throws IOException {
    this.answer = answer;
    thread.setDaemon(true);
    thread.start();
  }

  /** A response to a SASL handshake. */
  static byte[] response(int correlation, short error, byte[] rest) {
    return ByteBuffer.allocate(10 + rest.length)
        .putInt(6 + rest.length)
        .putInt(correlation)
        .putShort(error)
        .put(rest)
        .array();
  }

  InetSocketAddress address() {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  private void serve() {
    Socket client = null;
    while (!server.isClosed()) {
      try {
        client = server.accept();
        DataInputStream in = new DataInputStream(client.getInputStream());
        byte[] request = in.readNBytes(in.readInt());
        byte[] said = answer.to(ByteBuffer.wrap(request).getInt(CORRELATION_AT));
        if (said != null) {
          client.getOutputStream().write(said);
          client.close();
        }
      } catch (IOException e) {
        // The client has gone, or the test is over.
        close(client);
      }
    }
    close(client);
  }

  private static void close(Socket client) {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    // As long as the thread is about to accept, the system takes connections.
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
