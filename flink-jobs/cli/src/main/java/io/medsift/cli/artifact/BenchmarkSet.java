package io.medsift.cli.artifact;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An evaluation set as it is named on the command line: {@code FILE} or {@code NAME=FILE}. */
public record BenchmarkSet(String name, Path file) {
  private static final List<String> EXTENSIONS =
      List.of(".gz", ".zst", ".zip", ".jsonl", ".ndjson", ".json", ".parquet");

  /**
   * Reads an argument. What is the path of a file is a file, even if it has an equals sign.
   *
   * @throws IllegalArgumentException if there is no such file; the message is for people
   */
  public static BenchmarkSet parse(String argument) {
    int equals = argument.indexOf('=');
    Path whole = Path.of(argument);
    if (equals < 0 || Files.exists(whole)) {
      return new BenchmarkSet(nameOf(whole), requireFile(whole));
    }
    String name = argument.substring(0, equals);
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "'" + argument + "' names no evaluation set: write NAME=FILE");
    }
    return new BenchmarkSet(name, requireFile(Path.of(argument.substring(equals + 1))));
  }

  private static Path requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + (Files.exists(file) ? " is not a file" : " does not exist"));
    }
    return file;
  }

  private static String nameOf(Path file) {
    String name = file.getFileName().toString();
    for (String extension : EXTENSIONS) {
      if (name.endsWith(extension) && name.length() > extension.length()) {
        name = name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }
}
