package io.medsift.cli.input;

import io.medsift.rows.FileNames;
import io.medsift.rows.FoundFiles;
import io.medsift.rows.RowFile;
import io.medsift.rows.RowFileException;
import io.medsift.rows.RowFiles;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that {@code --input} of a command names. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The files: each as it is, those of a directory or a pattern, and the members of an archive.
   *
   * @throws ParameterException if an argument names none
   */
  public static List<RowFile> find(List<String> arguments, CommandSpec command) throws IOException {
    return find(arguments, FileNames.ANY, command).files();
  }

  /**
   * The files with such names, and those that are passed over.
   *
   * @throws ParameterException if an argument names none
   */
  public static FoundFiles find(List<String> arguments, FileNames wanted, CommandSpec command)
      throws IOException {
    try {
      return RowFiles.find(arguments, wanted);
    } catch (RowFileException e) {
      throw new ParameterException(command.commandLine(), "the input " + e.getMessage(), e);
    }
  }
}
