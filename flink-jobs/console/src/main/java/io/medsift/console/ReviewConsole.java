package io.medsift.console;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.console.comparison.ComparePage;
import io.medsift.console.comparison.OtherRun;
import io.medsift.console.pages.BenchmarksPage;
import io.medsift.console.pages.ClustersPage;
import io.medsift.console.pages.NowPage;
import io.medsift.console.pages.PromptsPage;
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
import io.medsift.export.contamination.LeakMeasurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The console: a stream of verdicts, and the pages that show it. */
public final class ReviewConsole implements AutoCloseable {
  private final ConsoleServer server;
  private final List<Page> pages;

  private ReviewConsole(ConsoleServer server, List<Page> pages) {
    this.server = server;
    this.pages = pages;
  }

  /**
   * What pages show beside a stream.
   *
   * @param centroids of its job; null for none
   * @param probe what the rules of its recipe find of the evaluation sets; null for what the
   *     results say themselves
   * @param other the run that it is compared with; null for none
   */
  public record Beside(CentroidArtifact centroids, LeakMeasurement probe, OtherRun other) {}

  /**
   * Serves the pages.
   *
   * @param stream to show, which the caller closes after this
   * @param beside null for nothing
   * @param port 0 for a free one
   * @throws IOException if the port cannot be listened on; the message is for people
   */
  public static ReviewConsole start(VerdictStream stream, Beside beside, Access access, int port)
      throws IOException {
    List<Page> pages = pages(stream, beside == null ? new Beside(null, null, null) : beside);
    return new ReviewConsole(ConsoleServer.start(access, port, stream.subject(), pages), pages);
  }

  /** The pages, in the order of the navigation. */
  private static List<Page> pages(VerdictStream stream, Beside beside) {
    List<Page> pages = new ArrayList<>();
    pages.add(new NowPage(stream));
    pages.add(new VerdictsPage(stream));
    pages.add(new VerdictPage(stream, beside.centroids()));
    pages.add(new BenchmarksPage(stream, beside.probe()));
    pages.add(new ClustersPage(stream, beside.centroids()));
    pages.add(new PromptsPage(stream));
    pages.add(new ComparePage(stream, beside.other(), beside.centroids()));
    stream.topics().ifPresent(topics -> pages.addAll(reviews(stream, topics, beside.centroids())));
    return List.copyOf(pages);
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
    pages.forEach(ReviewConsole::end);
  }

  /** Ends what a page does beside answering. */
  private static void end(Page page) {
    if (page instanceof PromptsPage prompts) {
      prompts.close();
    } else if (page instanceof ClustersPage clusters) {
      clusters.close();
    } else if (page instanceof ComparePage compare) {
      compare.close();
    }
  }
}
