package io.medsift.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that hold whole samples, which only their owner may look into. */
public final class PrivateDirectory {
  private static final String OWNER = "rwx------";

  private PrivateDirectory() {}

  /**
   * Makes a directory, and what is missing above it, for the owner alone where the file system
   * knows owners. One that is there keeps the rights that it has.
   */
  public static Path make(Path directory) throws IOException {
    return Files.createDirectories(directory, rights(directory));
  }

  private static FileAttribute<?>[] rights(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER))
        }
        : new FileAttribute<?>[0];
  }
}
