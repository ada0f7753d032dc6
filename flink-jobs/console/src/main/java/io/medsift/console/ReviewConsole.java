package io.medsift.console;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.pages.NowPage;
import io.medsift.console.pages.VerdictPage;
import io.medsift.console.pages.VerdictsPage;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Access;
import io.medsift.console.web.ConsoleServer;
import io.medsift.console.web.Page;
import java.io.IOException;
import java.util.List;

/** The console: a stream of verdicts, and the pages that show it. */
public final class ReviewConsole implements AutoCloseable {
  private final ConsoleServer server;

  private ReviewConsole(ConsoleServer server) {
    this.server = server;
  }

  /**
   * Serves the pages.
   *
   * @param stream to show, which the caller closes after this
   * @param centroids to show the prompts of a sample's cluster; null for none
   * @param port 0 for a free one
   * @throws IOException if the port cannot be listened on; the message is for people
   */
  public static ReviewConsole start(
      VerdictStream stream, CentroidArtifact centroids, Access access, int port)
      throws IOException {
    return new ReviewConsole(
        ConsoleServer.start(access, port, stream.subject(), pages(stream, centroids)));
  }

  /** The pages, in the order of the navigation. */
  private static List<Page> pages(VerdictStream stream, CentroidArtifact centroids) {
    return List.of(
        new NowPage(stream), new VerdictsPage(stream), new VerdictPage(stream, centroids));
  }

  /** The address for a browser. */
  public String address() {
    return server.address();
  }

  /** Returns when the server has stopped. */
  public void join() throws InterruptedException {
    server.join();
  }

  @Override
  public void close() {
    server.close();
  }
}
