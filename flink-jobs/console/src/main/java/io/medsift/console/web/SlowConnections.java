package io.medsift.console.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which no whole request has come for some time. The idle timeout of a
 * connector does not: a client that sends a header byte by byte is never idle.
 */
final class SlowConnections extends AbstractLifeCycle {
  private static final int LOOKS = 8;

  private final ServerConnector connector;
  private final long patience;
  private Map<EndPoint, Seen> seen = new HashMap<>();
  private Scheduler.Task next;

  /** When a connection was seen first with so many requests. */
  private record Seen(long requests, long since) {}

  SlowConnections(ServerConnector connector, Duration patience) {
    this.connector = connector;
    this.patience = patience.toNanos();
  }

  @Override
  protected synchronized void doStart() {
    next = connector.getScheduler().schedule(this::look, patience / LOOKS, TimeUnit.NANOSECONDS);
  }

  @Override
  protected synchronized void doStop() {
    next.cancel();
  }

  private synchronized void look() {
    if (!isRunning()) {
      return;
    }
    long now = System.nanoTime();
    Map<EndPoint, Seen> still = new HashMap<>();
    for (EndPoint each : connector.getConnectedEndPoints()) {
      Connection connection = each.getConnection();
      if (connection instanceof SslConnection tls) {
        connection = tls.getSslEndPoint().getConnection();
      }
      long requests = connection == null ? 0 : connection.getMessagesIn();
      if (connection != null && connection.getMessagesOut() < requests) {
        // It is being answered.
        continue;
      }
      Seen before = seen.get(each);
      if (before == null || before.requests() != requests) {
        still.put(each, new Seen(requests, now));
      } else if (now - before.since() < patience) {
        still.put(each, before);
      } else {
        each.close();
      }
    }
    seen = still;
    next = connector.getScheduler().schedule(this::look, patience / LOOKS, TimeUnit.NANOSECONDS);
  }
}
