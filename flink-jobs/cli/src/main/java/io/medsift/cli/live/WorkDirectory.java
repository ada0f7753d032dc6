package io.medsift.cli.live;

import io.medsift.cli.embedded.TemporaryDirectory;
import io.medsift.cli.job.Resources;
import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.output.DirectoryLock;
import io.medsift.cli.output.OutputDirectory;
import java.io.IOException;
import java.nio.file.Path;

/** Where a process that works in a directory keeps what it needs while it runs. */
final class WorkDirectory {
  private WorkDirectory() {}

  /**
   * Makes one, and deletes those of processes that were killed.
   *
   * @param resources take it, and the lock of {@code data}
   * @throws CommandFailedException if another process works in {@code data}
   */
  static Path in(Path data, Resources resources) throws IOException {
    resources.add(DirectoryLock.on(data));
    OutputDirectory.deleteWork(data);
    return resources.add(TemporaryDirectory.createIn(data, OutputDirectory.WORK)).path();
  }
}
