package io.medsift.console.web;

import io.medsift.review.centroids.ClusterMap;
import io.medsift.review.explanation.ExplanationPage;
import io.medsift.review.html.Html;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server of the console. */
public final class ConsoleServer implements AutoCloseable {
  private static final int THREADS = 48;
  private static final int IDLE_MILLIS = 60_000;
  private static final int HEADER_BYTES = 16 << 10;
  private static final int MIN_BYTES_PER_SECOND = 64;
  private static final int MAX_CONNECTIONS = 512;
  private static final Duration HEADER_PATIENCE = Duration.ofSeconds(20);

  private final Server server;
  private final ServerConnector connector;
  private final PageHandler handler;
  private final Access access;

  private ConsoleServer(
      Server server, ServerConnector connector, PageHandler handler, Access access) {
    this.server = server;
    this.connector = connector;
    this.handler = handler;
    this.access = access;
  }

  /**
   * Starts the server.
   *
   * @param port 0 for a free one
   * @param subject what the console looks at, for the head of each page
   * @throws IOException if the port cannot be listened on, or the certificate cannot be used; the
   *     message is for people
   */
  public static ConsoleServer start(Access access, int port, String subject, List<Page> pages)
      throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("medsift-console");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (access.tls().isPresent()) {
      SecureRequestCustomizer secure = new SecureRequestCustomizer();
      secure.setSniHostCheck(false);
      http.addCustomizer(secure);
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStorePath(access.tls().get().keystore().toAbsolutePath().toString());
      tls.setKeyStorePassword(access.tls().get().password());
      connector =
          new ServerConnector(
              server, 1, 1, new SslConnectionFactory(tls, plain.getProtocol()), plain);
    } else {
      connector = new ServerConnector(server, 1, 1, plain);
    }
    connector.setHost(access.address().getHostAddress());
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    connector.addBean(new SlowConnections(connector, HEADER_PATIENCE));
    server.setErrorHandler(ConsoleServer::answerBad);
    PageHandler handler = new PageHandler(access, new Frame(pages, subject), pages);
    server.setHandler(new MinimumDataRateHandler(handler, MIN_BYTES_PER_SECOND, 0));
    ConsoleServer console = new ConsoleServer(server, connector, handler, access);
    try {
      server.start();
      return console;
    } catch (Exception e) {
      console.close();
      throw failed(e, access.address(), port);
    }
  }

  /** Answers requests that are none, or too long for one. */
  private static boolean answerBad(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    boolean tooLong =
        status == HttpStatus.URI_TOO_LONG_414
            || status == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(
        response,
        true,
        tooLong
            ? String.format(
                Locale.ROOT,
                "The address and headers of a request have at most %,d bytes together.%n",
                HEADER_BYTES)
            : "The console cannot answer this request.\n",
        callback);
    return true;
  }

  private static IOException failed(Exception e, InetAddress address, int port) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new IOException(
            String.format(
                Locale.ROOT,
                "cannot listen on port %d of %s: %s",
                port,
                address.getHostAddress(),
                cause.getMessage()),
            e);
      }
    }
    return new IOException("the server of the console does not start: " + e.getMessage(), e);
  }

  /** The style sheet of all pages, for a page that is written elsewhere. */
  static String style() {
    return Html.style()
        + ClusterMap.style()
        + ExplanationPage.style()
        + Html.resource(ConsoleServer.class, "console.css");
  }

  /** The address for a browser. */
  public String address() {
    String host = access.address().getHostAddress();
    return String.format(
        Locale.ROOT,
        "%s://%s:%d/",
        access.scheme(),
        host.contains(":") ? "[" + host + "]" : host,
        port());
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Returns when the server has stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    handler.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server of the console does not stop", e);
    }
  }
}
