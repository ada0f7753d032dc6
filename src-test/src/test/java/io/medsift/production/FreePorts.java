package io.medsift.production;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for processes that must be told one before they start. They lie below those that Linux
 * gives to connections by default, so that hardly anybody else comes to have one before it is used.
 */
final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int LAST = 32_000;
  private static final int TRIES = 1_000;

  private FreePorts() {}

  /** A port that nobody listens on. */
  static int next() throws IOException {
    for (int tried = 1; ; tried++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        if (tried == TRIES) {
          throw taken;
        }
      }
    }
  }
}
