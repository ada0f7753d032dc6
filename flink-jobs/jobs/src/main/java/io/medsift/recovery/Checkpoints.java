package io.medsift.recovery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Checkpoints of earlier jobs, in any file system that Flink knows. */
public final class Checkpoints {
  private static final String CHECKPOINT = "chk-";
  private static final String METADATA = "_metadata";

  private Checkpoints() {}

  /**
   * The newest complete checkpoint of any job under {@code directory}, which need not be there: the
   * one whose metadata were written last.
   */
  public static Optional<Path> newest(Path directory) throws IOException {
    FileSystem files = directory.getFileSystem();
    FileStatus newest = null;
    for (FileStatus job : list(files, directory)) {
      for (FileStatus checkpoint : list(files, job)) {
        FileStatus metadata = metadata(files, checkpoint);
        if (metadata != null
            && (newest == null || metadata.getModificationTime() > newest.getModificationTime())) {
          newest = metadata;
        }
      }
    }
    return Optional.ofNullable(newest).map(metadata -> metadata.getPath().getParent());
  }

  private static FileStatus[] list(FileSystem files, FileStatus directory) throws IOException {
    return directory.isDir() ? list(files, directory.getPath()) : new FileStatus[0];
  }

  // A running job deletes old checkpoints at any time.
  private static FileStatus[] list(FileSystem files, Path directory) throws IOException {
    try {
      FileStatus[] found = files.listStatus(directory);
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private static FileStatus metadata(FileSystem files, FileStatus checkpoint) throws IOException {
    if (!checkpoint.getPath().getName().startsWith(CHECKPOINT)) {
      return null;
    }
    try {
      return files.getFileStatus(new Path(checkpoint.getPath(), METADATA));
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
