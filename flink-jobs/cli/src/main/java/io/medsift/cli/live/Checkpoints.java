package io.medsift.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints that a job left behind. */
public final class Checkpoints {
  private static final int JOB_AND_NUMBER = 3;

  private Checkpoints() {}

  /** The newest complete checkpoint of any job under {@code directory}. */
  public static Optional<Path> newest(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    List<Path> complete;
    try (Stream<Path> files =
        Files.find(directory, JOB_AND_NUMBER, (file, about) -> isMetadata(file))) {
      complete = files.toList();
    }
    Path newest = null;
    FileTime time = null;
    for (Path metadata : complete) {
      FileTime written = Files.getLastModifiedTime(metadata);
      if (time == null || written.compareTo(time) > 0) {
        newest = metadata.getParent();
        time = written;
      }
    }
    return Optional.ofNullable(newest);
  }

  private static boolean isMetadata(Path file) {
    return file.endsWith("_metadata")
        && file.getParent().getFileName().toString().startsWith("chk-");
  }
}
