package io.medsift.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The image's content in a folder, as {@code deploy/image/assemble} puts it there. */
public final class FlinkHome {
  private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();

  private final Path directory;

  private FlinkHome(Path directory) {
    this.directory = directory;
  }

  public static FlinkHome assemble(Path directory) throws IOException, InterruptedException {
    requireBuilt();
    Path log = Files.createTempFile("assemble", ".log");
    Process process =
        new ProcessBuilder(DEPLOY.resolve("image/assemble").toString(), directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException("assemble failed: " + Files.readString(log));
    }
    Files.delete(log);
    return new FlinkHome(directory);
  }

  private static void requireBuilt() throws IOException {
    Path target = Path.of("..", "flink-jobs", "cluster", "target");
    try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
      if (files.noneMatch(file -> file.toString().endsWith("-job.jar"))) {
        throw new IllegalStateException(
            "The job jar is not built; tests on a real cluster need it. Run 'mvn verify', or"
                + " 'mvn -DskipTests package' before tests alone.");
      }
    }
  }

  public Path directory() {
    return directory;
  }

  public Path jobJar() {
    return directory.resolve("usrlib/medsift-job.jar");
  }

  public Path launcher() {
    return directory.resolve("bin/flink-process");
  }
}
