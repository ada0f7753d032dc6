package io.medsift.console.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

final class SlowConnectionsTest {
  private final CountDownLatch isAsked = new CountDownLatch(1);
  private final CountDownLatch slowIsGone = new CountDownLatch(1);

  /** Answers once the slow client is gone. */
  private final class Late extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      isAsked.countDown();
      slowIsGone.await();
      callback.succeeded();
      return true;
    }
  }

  private static Socket open(ServerConnector connector) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  @Test
  void aHeaderThatComesByteByByteIsCutOffAndALongAnswerIsNot() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    SlowConnections connections = new SlowConnections(connector, Duration.ofMillis(200));
    server.addConnector(connector);
    server.setHandler(new Late());
    server.start();
    try (Socket waits = open(connector);
        Socket slow = open(connector)) {
      waits
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
      assertThat(isAsked.await(2, TimeUnit.MINUTES)).as("the request has come").isTrue();
      connections.start();
      slow.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(UTF_8));
      slow.setSoTimeout(10);
      boolean open = true;
      while (open) {
        try {
          slow.getOutputStream().write('x');
          open = slow.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
          // It is still open.
        } catch (SocketException e) {
          open = false;
        }
      }
      slowIsGone.countDown();
      assertThat(new String(waits.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 200");
    } finally {
      connections.stop();
      server.stop();
    }
  }
}
