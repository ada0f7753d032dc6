package io.medsift.cli.argument;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A path that a person typed. A command checks its paths before it begins to work: one that does
 * not exist, or is of the wrong kind, is wrong usage (exit code 2), and is reported in the words of
 * this class.
 *
 * <pre>{@code
 * new PathArgument(spec, "--out", out).requireOutputDirectory();
 * }</pre>
 *
 * @param command that was called
 * @param name the option, such as {@code --out}; null for a path without one
 */
public record PathArgument(CommandSpec command, String name, Path path) {
  public PathArgument {
    requireNonNull(command, "command is null");
    requireNonNull(path, "path is null");
  }

  /**
   * The path of a file that can be read.
   *
   * @throws ParameterException if it is none
   */
  public Path requireFile() {
    if (!Files.exists(path)) {
      throw wrong("does not exist");
    }
    // Pipes and devices can be read too.
    if (Files.isDirectory(path)) {
      throw wrong("is a directory, not a file");
    }
    if (!Files.isReadable(path)) {
      throw wrong("is not readable (permission denied)");
    }
    return path;
  }

  /**
   * The path of a directory that is there.
   *
   * @throws ParameterException if it is none
   */
  public Path requireDirectory() {
    if (!Files.exists(path)) {
      throw wrong("does not exist");
    }
    if (!Files.isDirectory(path)) {
      throw wrong("is a file, not a directory");
    }
    if (!Files.isReadable(path)) {
      throw wrong("is not readable (permission denied)");
    }
    return path;
  }

  /**
   * The path of a directory that is there and can be written, or can be made.
   *
   * @throws ParameterException if it is none
   */
  public Path requireOutputDirectory() {
    Path there = path.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null) {
      throw wrong("cannot be created");
    }
    if (!Files.isDirectory(there)) {
      throw there.equals(path.toAbsolutePath())
          ? wrong("is a file, not a directory")
          : wrong("cannot be created: " + there + " is a file");
    }
    if (!Files.isWritable(there)) {
      throw wrong(
          there.equals(path.toAbsolutePath())
              ? "is not writable (permission denied)"
              : "cannot be created: " + there + " is not writable (permission denied)");
    }
    return path;
  }

  /**
   * The path of a file that is there or not, in a directory that is there.
   *
   * @throws ParameterException if it is none
   */
  public Path requireOutputFile() {
    if (Files.isDirectory(path)) {
      throw wrong("is a directory, not a file");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw wrong("cannot be written: there is no directory " + parent);
    }
    if (!Files.isWritable(Files.exists(path) ? path : parent)) {
      throw wrong("is not writable (permission denied)");
    }
    return path;
  }

  /** Wrong usage whose message begins with the option and the path, and continues with this. */
  public ParameterException wrong(String what) {
    return new ParameterException(
        command.commandLine(), (name == null ? "" : name + " ") + path + " " + what);
  }
}
