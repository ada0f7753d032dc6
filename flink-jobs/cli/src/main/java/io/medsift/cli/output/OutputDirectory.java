package io.medsift.cli.output;

import io.medsift.rows.RecordReader;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The directory of results. */
public final class OutputDirectory {
  private static final RowLimits ROWS = new RowLimits(1 << 30, RowLimits.DEFAULT.nesting());
  private static final String UNMAPPED = "unmapped.jsonl";
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
    PrivateDirectory.make(directory);
    for (OutputTopic topic : OutputTopic.values()) {
      Path file = topic.in(directory);
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".partial"));
    }
    Files.deleteIfExists(unmapped(directory));
    Files.deleteIfExists(report(directory));
    Files.deleteIfExists(log(directory));
  }

  /** Opens a file of results at its first row. */
  public static RecordReader rows(Path file) throws IOException {
    return RowFile.of(file).openRecords(ROWS);
  }

  /** The rows of a source that could not be mapped. */
  public static Path unmapped(Path directory) {
    return directory.resolve(UNMAPPED);
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
