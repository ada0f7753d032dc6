package io.medsift.cli.live;

import io.medsift.cli.CommandFailedException;
import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.output.DirectoryLock;
import io.medsift.cli.run.Resources;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a process that works in a directory keeps what it needs while it runs. */
final class WorkDirectory {
  private static final String PREFIX = ".medsift-work-";

  private WorkDirectory() {}

  /**
   * Makes one, and deletes those of processes that were killed.
   *
   * @param resources take it, and the lock of {@code data}
   * @throws CommandFailedException if another process works in {@code data}
   */
  static Path in(Path data, Resources resources) throws IOException {
    resources.add(DirectoryLock.on(data));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(data, PREFIX + "*")) {
      for (Path directory : left) {
        TemporaryDirectory.deleteTree(directory);
      }
    }
    return resources.add(TemporaryDirectory.createIn(data, PREFIX)).path();
  }
}
