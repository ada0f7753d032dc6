package io.medsift.cli.argument;

import io.medsift.cli.outcome.CommandFailedException;
import io.medsift.cli.progress.FetchLine;
import io.medsift.cli.progress.ProgressDisplay;
import io.medsift.remote.FetchListener;
import io.medsift.remote.RemoteException;
import io.medsift.remote.RemoteFile;
import io.medsift.remote.RemoteFiles;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFileException;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowFiles.FileNames;
import io.medsift.rows.RowFiles.FoundFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that a command reads, checked before it begins to work. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The files that {@code --input} names: each as it is, those of a directory or a pattern, and the
   * members of an archive. Remote files are fetched.
   *
   * @throws ParameterException if an argument names none, a file may not be read, or all are empty
   */
  public static List<RowFile> find(List<String> arguments, CommandSpec command) throws IOException {
    return find(arguments, FileNames.ANY, "--input", true, command).files();
  }

  /**
   * The files with such names, and those that are passed over.
   *
   * @param option that names them, null for arguments without one
   * @param whole whether they will be read to their ends, so that remote files are fetched; else
   *     parts of them are as they are read
   * @throws ParameterException as above
   * @throws CommandFailedException if a remote file cannot be fetched
   */
  public static FoundFiles find(
      List<String> arguments, FileNames wanted, String option, boolean whole, CommandSpec command)
      throws IOException {
    String before = option == null ? "" : option + " ";
    try {
      FoundFiles found = list(arguments, wanted);
      if (whole) {
        fetch(found.files());
      } else {
        tellOfWholeFetches(found.files());
      }
      requireContent(found.files(), option, command);
      return found;
    } catch (RowFileException e) {
      throw new ParameterException(command.commandLine(), before + e.getMessage(), e);
    } catch (RemoteException e) {
      throw failure(e, option, command);
    }
  }

  // To know the members of a remote archive is to fetch it.
  private static FoundFiles list(List<String> arguments, FileNames wanted) throws IOException {
    ProgressDisplay display = ProgressDisplay.onStandardError();
    try {
      return RowFiles.find(arguments, wanted, RemoteFiles.ofEnvironment(), new FetchLine(display));
    } finally {
      display.clear();
    }
  }

  private static void tellOfWholeFetches(List<RowFile> files) {
    FetchListener line = new FetchLine(ProgressDisplay.onStandardError());
    files.stream().map(RowFile::remote).filter(Objects::nonNull).forEach(file -> file.tell(line));
  }

  /** Fetches the remote ones of some files, with a line on standard error that shows how far. */
  public static void fetch(List<RowFile> files) throws IOException {
    List<RemoteFile> remote =
        files.stream().map(RowFile::remote).filter(Objects::nonNull).distinct().toList();
    if (!remote.isEmpty()) {
      FetchLine.fetch(remote, ProgressDisplay.onStandardError());
    }
  }

  /**
   * Reads a byte of a remote file that is not in the cache, so that a file that may not be read is
   * reported before the work begins: a gated dataset is listed like any other.
   *
   * @throws RemoteException if it cannot be read
   */
  public static void requireReadable(RemoteFile file) throws IOException {
    if (!file.isCached() && file.size() > 0) {
      file.ranges().read(ByteBuffer.allocate(1), 0);
    }
  }

  /**
   * Returns true if a host did not answer after all attempts, so that it is not asked for other
   * files.
   */
  public static boolean isUnreachable(RemoteException e) {
    return !e.isWrongName() && e.getCause() != null;
  }

  /**
   * Returns a clause and advice for each reason why something cannot be read, after all names that
   * it applies to: an unreachable host is reported only once.
   *
   * @param missing name to reason; the same exception stands for the same reason
   */
  public static List<String> reasons(Map<String, ? extends IOException> missing) {
    Map<IOException, List<String>> names = new LinkedHashMap<>();
    missing.forEach((name, e) -> names.computeIfAbsent(e, none -> new ArrayList<>()).add(name));
    List<String> lines = new ArrayList<>();
    names.forEach(
        (e, of) ->
            lines.add(
                String.join(", ", of)
                    + ": "
                    + e.getMessage()
                    + "."
                    + (e instanceof RemoteException remote ? " " + remote.advice() : "")));
    return lines;
  }

  /** Wrong usage where a name is to blame, else the failure of the command. */
  public static RuntimeException failure(RemoteException e, String option, CommandSpec command) {
    return e.isWrongName()
        ? new ParameterException(
            command.commandLine(),
            (option == null ? "" : option + " ") + e.getMessage() + ". " + e.advice(),
            e)
        : new CommandFailedException(e.getMessage(), e.advice(), e);
  }

  /**
   * Requires that files can be read and that one of them holds something.
   *
   * @throws ParameterException if not
   */
  public static void requireContent(List<RowFile> files, String option, CommandSpec command)
      throws IOException {
    boolean empty = true;
    for (RowFile file : files) {
      if (file.remote() == null) {
        new PathArgument(command, option, file.path()).requireFile();
      }
      // Of a pipe it is not known until it is read.
      empty =
          empty && (file.remote() != null || Files.isRegularFile(file.path())) && file.isEmpty();
    }
    if (empty && !files.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          (option == null ? "" : option + " ")
              + files.get(0).name()
              + (files.size() == 1 ? " is empty" : " is empty, and so are the other files"));
    }
  }
}
