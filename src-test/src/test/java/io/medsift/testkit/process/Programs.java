package io.medsift.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that a machine may have or not. */
public final class Programs {
  private Programs() {}

  /**
   * A program of a Debian package. Where it is not on the PATH, says so on standard error and ends
   * the running test as skipped.
   */
  public static Path required(String program, String debianPackage) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    String missing =
        "SKIPPED: %s is not on the PATH; on Debian: apt-get install %s"
            .formatted(program, debianPackage);
    System.err.println(missing);
    abort(missing);
    throw new AssertionError();
  }

  /**
   * Runs a program to its end.
   *
   * @return what it said
   * @throws AssertionError if it failed
   */
  public static String run(Path directory, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new AssertionError(command + " failed: " + said);
    }
    return said;
  }
}
