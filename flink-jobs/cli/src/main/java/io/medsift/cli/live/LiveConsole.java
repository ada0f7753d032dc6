package io.medsift.cli.live;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.console.ReviewConsole;
import io.medsift.console.ReviewConsole.Beside;
import io.medsift.console.stream.FollowedTopics;
import io.medsift.console.web.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;

/** The console of a job that runs in this process, on loopback. */
final class LiveConsole {
  /** Port where no other is named, as of {@code console}. */
  static final int DEFAULT_PORT = 8090;

  private static final String INDEX = "console";
  private static final String ANOTHER_PORT =
      "Name another port with --console-port; 0 takes a free one.";

  private LiveConsole() {}

  /**
   * Serves the pages on the verdicts of a job, until the resources close. The index is in the job's
   * directory, and is kept with it.
   *
   * @param port 0 for a free one
   * @return the address for a browser
   * @throws CommandFailedException if the port cannot be listened on, or the index not be kept
   */
  static String start(LiveCuration curation, int port, Resources resources)
      throws InterruptedException {
    FollowedTopics stream;
    Beside beside;
    try {
      stream =
          resources.add(FollowedTopics.open(curation.topics(), curation.data().resolve(INDEX)));
      beside = new Beside(centroids(curation), null, null);
    } catch (IOException e) {
      throw failed(e, "Fix what the message names, or free disk space, and start again.");
    }
    try {
      return resources.add(ReviewConsole.start(stream, beside, Access.loopback(), port)).address();
    } catch (IOException e) {
      throw failed(e, ANOTHER_PORT);
    }
  }

  /**
   * Checks a port before anything is started.
   *
   * @param port 0 for a free one
   * @throws CommandFailedException if it cannot be listened on
   */
  static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw failed(
          new IOException("cannot listen on port " + port + " of 127.0.0.1: " + e.getMessage(), e),
          ANOTHER_PORT);
    }
  }

  private static CommandFailedException failed(IOException e, String advice) {
    return new CommandFailedException("the console does not start: " + e.getMessage(), advice, e);
  }

  private static CentroidArtifact centroids(LiveCuration curation) throws IOException {
    Optional<Path> directory = curation.centroids();
    return directory.isPresent() ? CentroidArtifact.load(directory.get()) : null;
  }
}
