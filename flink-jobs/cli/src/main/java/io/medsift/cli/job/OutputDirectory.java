package io.medsift.cli.job;

import io.medsift.cli.argument.PathArgument;
import io.medsift.export.contamination.ContaminationStatement;
import io.medsift.review.rows.OutputTopic;
import io.medsift.review.rows.PromptRows;
import io.medsift.storage.Directories;
import io.medsift.storage.PrivateFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** The directory of results. */
public final class OutputDirectory {
  /** Prefix of directories that a process needs while it runs. */
  public static final String WORK = ".medsift-work-";

  private static final String UNMAPPED = "unmapped.jsonl";
  private static final String REPORT = "report.html";
  private static final String LOG = "medsift.log";

  private OutputDirectory() {}

  /** Returns whether there are results of an earlier run. */
  public static boolean holdsResults(Path directory) {
    return Files.exists(report(directory))
        || Arrays.stream(OutputTopic.values()).anyMatch(topic -> Files.exists(topic.in(directory)));
  }

  /**
   * Requires that a directory holds results of an earlier run, and returns it.
   *
   * @throws ParameterException if it does not exist or holds none
   */
  public static Path requireResults(PathArgument directory) {
    Path path = directory.requireDirectory();
    if (!holdsResults(path)) {
      throw directory.wrong("holds no results of 'run'");
    }
    return path;
  }

  /** Creates the directory, and deletes what an earlier run left, even one that was killed. */
  public static void prepare(Path directory) throws IOException {
    PrivateFiles.createDirectories(directory);
    for (OutputTopic topic : OutputTopic.values()) {
      Files.deleteIfExists(topic.in(directory));
    }
    deletePartial(directory);
    Files.deleteIfExists(unmapped(directory));
    Files.deleteIfExists(report(directory));
    Files.deleteIfExists(contamination(directory));
    Files.deleteIfExists(prompts(directory));
    Files.deleteIfExists(log(directory));
    deleteWork(directory);
  }

  /** Deletes results that are not whole. */
  public static void deletePartial(Path directory) throws IOException {
    for (OutputTopic topic : OutputTopic.values()) {
      for (String ending : List.of(".partial", ".sorted")) {
        Path file = topic.in(directory);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
      }
    }
  }

  /** Deletes what processes that were killed needed while they ran. */
  public static void deleteWork(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, WORK + "*")) {
      for (Path work : left) {
        Directories.delete(work);
      }
    }
  }

  /** The rows of a source that could not be mapped. */
  public static Path unmapped(Path directory) {
    return directory.resolve(UNMAPPED);
  }

  /** What the samples were compared with, what was found, and what was not checked. */
  public static Path contamination(Path directory) {
    return directory.resolve(ContaminationStatement.FILE);
  }

  /** The decisions on prompts, if the recipe looks at all responses to a prompt. */
  public static Path prompts(Path directory) {
    return PromptRows.in(directory);
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
