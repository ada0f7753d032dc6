package io.medsift.cli.outcome;

import io.medsift.remote.RemoteException;
import io.medsift.review.ReviewException;
import io.medsift.storage.DirectoryLock.InUseException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** Failures with a message and advice for the person at the terminal. */
public final class KnownFailure {
  private static final List<String> FULL_DISK =
      List.of("No space left on device", "Disk quota exceeded");

  private KnownFailure() {}

  /**
   * Returns message and advice; empty for a failure that should not happen. A full disk and a
   * locked directory are reported whatever failed because of them.
   */
  public static Optional<CommandFailedException> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // Its message about a full disk says more than the one below.
      if (cause instanceof RemoteException remote) {
        return Optional.of(
            failure instanceof CommandFailedException known
                ? known
                : new CommandFailedException(remote.getMessage(), remote.advice(), failure));
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InUseException) {
        return Optional.of(
            new CommandFailedException(
                cause.getMessage(), "Wait for it to end, or name another directory.", failure));
      }
      if (cause instanceof IOException && isFullDisk(cause)) {
        String file =
            cause instanceof FileSystemException named && named.getFile() != null
                ? ": cannot write " + named.getFile()
                : "";
        return Optional.of(
            new CommandFailedException(
                "the disk is full" + file,
                "Free space there, or in the output directory and in java.io.tmpdir, and run the"
                    + " command again.",
                failure));
      }
    }
    if (failure instanceof ReviewException review) {
      return Optional.of(new CommandFailedException(review.getMessage(), review.advice(), review));
    }
    return failure instanceof CommandFailedException known ? Optional.of(known) : Optional.empty();
  }

  private static boolean isFullDisk(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return FULL_DISK.stream().anyMatch(message::contains);
  }
}
