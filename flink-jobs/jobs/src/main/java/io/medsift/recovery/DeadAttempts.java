package io.medsift.recovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that earlier attempts of a run left in its directory of checkpoints. Each attempt has a
 * directory of its own there, named after its job, and one that died leaves what it was writing. A
 * checkpoint of a later attempt may need files of it.
 */
final class DeadAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(DeadAttempts.class);
  private static final String JOB = "[0-9a-f]{32}";

  private DeadAttempts() {}

  /**
   * Deletes the directories in which nothing was written since {@code before}, and that {@code
   * start} does not name: the metadata of a checkpoint hold the path of every file that it needs.
   * What cannot be read or deleted stays: a start never fails over it.
   *
   * @param start a checkpoint or savepoint from which the run starts
   */
  static void delete(Path checkpoints, Path start, Instant before) {
    try {
      FileSystem files = checkpoints.getFileSystem();
      String needed = start + metadata(start);
      for (FileStatus attempt : list(files, checkpoints)) {
        String job = attempt.getPath().getName();
        if (attempt.isDir() && job.matches(JOB) && !needed.contains(job)) {
          delete(files, attempt, before);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Files of earlier attempts under {} are not deleted: they cannot be read.",
          checkpoints,
          e);
    }
  }

  private static void delete(FileSystem files, FileStatus attempt, Instant before) {
    try {
      if (lastWritten(files, attempt) < before.toEpochMilli()
          && files.delete(attempt.getPath(), true)) {
        LOG.info("Deleted {}: no checkpoint needs the files of that attempt.", attempt.getPath());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "No checkpoint needs {}, but it could not be read or deleted.", attempt.getPath(), e);
    }
  }

  /** Paths are written as text, and the name of a job is of ASCII. */
  private static String metadata(Path state) throws IOException {
    Path file = new Path(state, "_metadata");
    try (FSDataInputStream in = file.getFileSystem().open(file)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  /** Object stores give the present time for a directory, so that it counts only without files. */
  private static long lastWritten(FileSystem files, FileStatus attempt) throws IOException {
    long last = lastFile(files, attempt);
    return last == Long.MIN_VALUE ? attempt.getModificationTime() : last;
  }

  private static long lastFile(FileSystem files, FileStatus entry) throws IOException {
    if (!entry.isDir()) {
      return entry.getModificationTime();
    }
    long last = Long.MIN_VALUE;
    for (FileStatus inside : list(files, entry.getPath())) {
      last = Math.max(last, lastFile(files, inside));
    }
    return last;
  }

  private static FileStatus[] list(FileSystem files, Path directory) throws IOException {
    try {
      FileStatus[] found = files.listStatus(directory);
      return found == null ? new FileStatus[0] : found;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
