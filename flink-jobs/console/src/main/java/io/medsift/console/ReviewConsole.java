package io.medsift.console;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.pages.NowPage;
import io.medsift.console.pages.VerdictPage;
import io.medsift.console.pages.VerdictsPage;
import io.medsift.console.reviews.PrecisionPage;
import io.medsift.console.reviews.ReviewBoard;
import io.medsift.console.reviews.ReviewPage;
import io.medsift.console.reviews.StreamReviews;
import io.medsift.console.stream.VerdictStream;
import io.medsift.console.web.Access;
import io.medsift.console.web.ConsoleServer;
import io.medsift.console.web.Page;
import io.medsift.curation.write.CurationTopics;
import java.io.IOException;
import java.util.ArrayList;
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
    List<Page> pages = new ArrayList<>();
    pages.add(new NowPage(stream));
    pages.add(new VerdictsPage(stream));
    pages.add(new VerdictPage(stream, centroids));
    stream.topics().ifPresent(topics -> pages.addAll(reviews(stream, topics, centroids)));
    return pages;
  }

  private static List<Page> reviews(
      VerdictStream stream, CurationTopics topics, CentroidArtifact centroids) {
    ReviewBoard board =
        new ReviewBoard(
            new StreamReviews(stream, topics.samples(), centroids),
            topics,
            System::currentTimeMillis);
    return List.of(new ReviewPage(board), new PrecisionPage(board));
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
