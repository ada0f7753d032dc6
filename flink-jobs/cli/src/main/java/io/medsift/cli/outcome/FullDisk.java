package io.medsift.cli.outcome;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** A disk without room, at the bottom of whatever else is said. */
public final class FullDisk {
  private static final List<String> SAID =
      List.of("No space left on device", "Disk quota exceeded");

  private FullDisk() {}

  /** What to say of a failure that a full disk brought about; empty for any other. */
  public static Optional<CommandFailedException> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && isFull(cause)) {
        String file =
            cause instanceof FileSystemException named && named.getFile() != null
                ? ", so that " + named.getFile() + " cannot be written"
                : "";
        return Optional.of(
            new CommandFailedException(
                "the disk is full" + file,
                "Free room where the command writes, in its output directory and in"
                    + " java.io.tmpdir, and give it again.",
                failure));
      }
    }
    return Optional.empty();
  }

  private static boolean isFull(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return SAID.stream().anyMatch(message::contains);
  }
}
