package io.medsift.cli.argument;

import io.medsift.rows.RowFile;
import io.medsift.rows.RowFileException;
import io.medsift.rows.RowFiles;
import io.medsift.rows.RowFiles.FileNames;
import io.medsift.rows.RowFiles.FoundFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that a command reads, checked before it begins to work. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The files that {@code --input} names: each as it is, those of a directory or a pattern, and the
   * members of an archive.
   *
   * @throws ParameterException if an argument names none, a file may not be read, or all are empty
   */
  public static List<RowFile> find(List<String> arguments, CommandSpec command) throws IOException {
    return find(arguments, FileNames.ANY, "--input", command).files();
  }

  /**
   * The files with such names, and those that are passed over.
   *
   * @param option that names them, null for arguments without one
   * @throws ParameterException as above
   */
  public static FoundFiles find(
      List<String> arguments, FileNames wanted, String option, CommandSpec command)
      throws IOException {
    String before = option == null ? "" : option + " ";
    try {
      FoundFiles found = RowFiles.find(arguments, wanted);
      requireContent(found.files(), option, command);
      return found;
    } catch (RowFileException e) {
      throw new ParameterException(command.commandLine(), before + e.getMessage(), e);
    }
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
      new PathArgument(command, option, file.path()).requireFile();
      // Of a pipe nobody knows until it is read.
      empty = empty && Files.isRegularFile(file.path()) && file.isEmpty();
    }
    if (empty && !files.isEmpty()) {
      throw new PathArgument(command, option, files.get(0).path())
          .wrong(files.size() == 1 ? "is empty" : "is empty, and so are the other files");
    }
  }
}
