package io.medsift.cli.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/**
 * A listening socket on loopback that is bound before the server that will own it is configured, so
 * that no other process can take the port in between.
 */
final class BoundSocket implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocketChannel channel;
  private boolean handedOver;

  private BoundSocket(ServerSocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Binds {@code port}, or a free one if it is 0.
   *
   * @throws IOException if the port is taken
   */
  static BoundSocket bind(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 128);
      return new BoundSocket(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  int port() {
    return channel.socket().getLocalPort();
  }

  /** Gives the socket, now non-blocking, to its server, which closes it from now on. */
  ServerSocketChannel handOver() throws IOException {
    channel.configureBlocking(false);
    handedOver = true;
    return channel;
  }

  @Override
  public void close() throws IOException {
    if (!handedOver) {
      channel.close();
    }
  }
}
