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
 * What earlier attempts of a run left in its directory of checkpoints. Each attempt has a directory
 * of its own there, named after its job, and one that died leaves what it was writing. A checkpoint
 * of a later attempt may need files of it.
 */
final class DeadAttempts {
  private static final Logger LOG = LoggerFactory.getLogger(DeadAttempts.class);
  private static final String JOB = "[0-9a-f]{32}";

  private DeadAttempts() {}

  /**
   * Deletes the directories in which nothing was written since {@code before}, and that {@code
   * start} does not name: the metadata of a checkpoint hold the path of every file that it needs.
   * What cannot be deleted stays.
   *
   * @param start a checkpoint or savepoint from which the run starts
   */
  static void delete(Path checkpoints, Path start, Instant before) throws IOException {
    FileSystem files = checkpoints.getFileSystem();
    String needed = start + metadata(start);
    for (FileStatus attempt : list(files, checkpoints)) {
      String job = attempt.getPath().getName();
      if (attempt.isDir()
          && job.matches(JOB)
          && !needed.contains(job)
          && lastWritten(files, attempt) < before.toEpochMilli()) {
        delete(files, attempt.getPath());
      }
    }
  }

  private static void delete(FileSystem files, Path attempt) {
    try {
      if (files.delete(attempt, true)) {
        LOG.info("{} is deleted: no checkpoint needs what that attempt left.", attempt);
      }
    } catch (IOException e) {
      LOG.warn("{} is of no use any more and could not be deleted.", attempt, e);
    }
  }

  /** Paths are written as text, and the name of a job is of ASCII. */
  private static String metadata(Path state) throws IOException {
    Path file = new Path(state, "_metadata");
    try (FSDataInputStream in = file.getFileSystem().open(file)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static long lastWritten(FileSystem files, FileStatus entry) throws IOException {
    long last = entry.getModificationTime();
    if (entry.isDir()) {
      for (FileStatus inside : list(files, entry.getPath())) {
        last = Math.max(last, lastWritten(files, inside));
      }
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
