package io.medsift.cli.output;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories and pages that hold whole samples, which only their owner may look into. */
public final class PrivateDirectory {
  private static final String OWNER = "rwx------";
  private static final String OWNER_FILE = "rw-------";

  private PrivateDirectory() {}

  /**
   * Makes a directory, and what is missing above it, for the owner alone where the file system
   * knows owners. One that is there keeps the rights that it has.
   */
  public static Path make(Path directory) throws IOException {
    return Files.createDirectories(directory, rights(directory, OWNER));
  }

  /** Makes a directory as {@link #make} does; whether this call has made it, and no other. */
  public static boolean makeNew(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      make(parent);
    }
    try {
      Files.createDirectory(directory, rights(directory, OWNER));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Writes a page of whole samples, which its owner alone may read wherever it lies. One that is
   * there is replaced.
   */
  public static void write(Path file, byte[] content) throws IOException {
    if (Files.notExists(file) || Files.isRegularFile(file)) {
      Files.deleteIfExists(file);
      Files.createFile(file, rights(file, OWNER_FILE));
    }
    Files.write(file, content);
  }

  private static FileAttribute<?>[] rights(Path path, String owner) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(owner))
        }
        : new FileAttribute<?>[0];
  }
}
