package io.medsift.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories and files that hold whole samples: only their owner may read them. */
public final class PrivateFiles {
  private static final String OWNER_DIRECTORY = "rwx------";
  private static final String OWNER_FILE = "rw-------";

  private PrivateFiles() {}

  /**
   * Creates a directory and its missing parents, for the owner alone where the file system has
   * POSIX permissions. A directory that is there keeps its permissions.
   */
  public static Path createDirectories(Path directory) throws IOException {
    return Files.createDirectories(directory, permissions(directory, OWNER_DIRECTORY));
  }

  /**
   * Creates a directory as {@link #createDirectories} does.
   *
   * @return true if this call created it, false if it was there
   */
  public static boolean createNewDirectory(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    if (parent != null) {
      createDirectories(parent);
    }
    try {
      Files.createDirectory(directory, permissions(directory, OWNER_DIRECTORY));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Writes a file that only its owner may read, wherever it lies. A regular file that is there is
   * replaced, with its permissions.
   */
  public static void write(Path file, byte[] content) throws IOException {
    if (Files.notExists(file) || Files.isRegularFile(file)) {
      Files.deleteIfExists(file);
      Files.createFile(file, permissions(file, OWNER_FILE));
    }
    Files.write(file, content);
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
