package io.medsift.cli.artifact;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemotePath;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFiles;
import io.medsift.storage.NamedFile;
import io.medsift.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation set.
 *
 * @param source as it was named, for messages
 * @param files in the order in which their rows are counted, at least one
 */
public record BenchmarkSet(String name, String source, List<RowFile> files) {
  private static final List<String> EXTENSIONS =
      List.of(".gz", ".zst", ".zip", ".jsonl", ".ndjson", ".json", ".parquet");

  public BenchmarkSet {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    files = List.copyOf(files);
  }

  /** The files that were read, each once; remote ones under their stable names. */
  List<NamedFile> sources() throws IOException {
    Map<Path, String> names = new LinkedHashMap<>();
    for (RowFile file : files) {
      String name =
          file.remote() == null ? file.path().getFileName().toString() : file.remote().name();
      names.putIfAbsent(file.path(), name);
    }
    List<NamedFile> sources = new ArrayList<>();
    for (Map.Entry<Path, String> file : names.entrySet()) {
      // The cache of remote files may have let go of one.
      if (Files.exists(file.getKey())) {
        sources.add(new NamedFile(file.getValue(), Sha256.of(file.getKey())));
      }
    }
    return sources;
  }

  /**
   * The sets that an argument names: {@code NAME=PATH} is one set of all the files there, {@code
   * PATH} a set for each file, of the file's name. A path is a file, a directory or a pattern. What
   * is the path of a file is a file, even if it has an equals sign. Files of a dataset on the Hub,
   * which have names such as {@code train-00000-of-00001}, are one set of the dataset's name.
   *
   * @throws IllegalArgumentException if there is no such file; the message is for people
   */
  public static List<BenchmarkSet> parse(String argument) {
    int equals = argument.indexOf('=');
    try {
      if (RemotePath.isRemote(argument)) {
        return List.of(
            new BenchmarkSet(
                RemotePath.parse(argument).shortName(),
                argument,
                RowFiles.find(List.of(argument))));
      }
      if (equals < 0 || Files.exists(Path.of(argument))) {
        return byFile(argument);
      }
      String name = argument.substring(0, equals);
      if (name.isBlank()) {
        throw new IllegalArgumentException(
            "'" + argument + "' names no evaluation set: write NAME=PATH");
      }
      String source = argument.substring(equals + 1);
      return List.of(new BenchmarkSet(name, source, RowFiles.find(List.of(source))));
    } catch (RemoteException e) {
      if (!e.isWrongName()) {
        throw new CommandFailedException(e.getMessage(), e.advice(), e);
      }
      throw new IllegalArgumentException(e.getMessage() + ". " + e.advice(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<BenchmarkSet> byFile(String source) throws IOException {
    Map<Path, List<RowFile>> files =
        RowFiles.find(List.of(source)).stream()
            .collect(groupingBy(RowFile::path, LinkedHashMap::new, toList()));
    return files.entrySet().stream()
        .map(
            entry ->
                new BenchmarkSet(
                    nameOf(entry.getKey()), entry.getKey().toString(), entry.getValue()))
        .toList();
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
