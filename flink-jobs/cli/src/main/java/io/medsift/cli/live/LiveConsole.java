package io.medsift.cli.live;

import io.medsift.centroids.CentroidArtifact;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.console.ReviewConsole;
import io.medsift.console.ReviewConsole.Beside;
import io.medsift.console.stream.FollowedTopics;
import io.medsift.console.web.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The console of a job that runs in this process: on loopback, for whoever is on the machine. */
final class LiveConsole {
  /** Port where no other is named, as of {@code console}. */
  static final int DEFAULT_PORT = 8090;

  private static final String INDEX = "console";

  private LiveConsole() {}

  /**
   * Serves the pages on the verdicts of a job, until the resources close. The index lies in the
   * job's directory, and is kept with it.
   *
   * @param port 0 for a free one
   * @return the address for a browser
   * @throws CommandFailedException if the port cannot be listened on, or the index not be kept
   */
  static String start(LiveCuration curation, int port, Resources resources)
      throws InterruptedException {
    try {
      FollowedTopics stream =
          resources.add(FollowedTopics.open(curation.topics(), curation.data().resolve(INDEX)));
      ReviewConsole console =
          resources.add(
              ReviewConsole.start(
                  stream, new Beside(centroids(curation), null, null), Access.loopback(), port));
      return console.address();
    } catch (IOException e) {
      throw new CommandFailedException(
          "the console does not start: " + e.getMessage(),
          "Name another port with --console-port; 0 takes a free one.",
          e);
    }
  }

  private static CentroidArtifact centroids(LiveCuration curation) throws IOException {
    Optional<Path> directory = curation.centroids();
    return directory.isPresent() ? CentroidArtifact.load(directory.get()) : null;
  }
}
