package io.medsift.cli.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The directory of results. */
public final class OutputDirectory {
  private static final String REPORT = "report.html";
  private static final String LOG = "medsift.log";

  private OutputDirectory() {}

  /** Whether results of an earlier run are there. */
  public static boolean holdsResults(Path directory) {
    return Files.exists(report(directory))
        || Arrays.stream(OutputTopic.values()).anyMatch(topic -> Files.exists(topic.in(directory)));
  }

  /** Makes the directory, and takes away what an earlier run left. */
  public static void prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (OutputTopic topic : OutputTopic.values()) {
      Path file = topic.in(directory);
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".partial"));
    }
    Files.deleteIfExists(report(directory));
    Files.deleteIfExists(log(directory));
  }

  /** The page. */
  public static Path report(Path directory) {
    return directory.resolve(REPORT);
  }

  /** The log of the run. */
  public static Path log(Path directory) {
    return directory.resolve(LOG);
  }
}
