package io.medsift.testkit.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory that can be filled. Mounting one takes the rights of root. */
public final class Volume implements AutoCloseable {
  private final Path directory;

  private Volume(Path directory) {
    this.directory = directory;
  }

  /** Mounts a disk of so many MiB at {@code directory}; null where this process may not. */
  public static Volume mount(Path directory, int mebibytes) throws IOException {
    Files.createDirectories(directory);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
    return mounted ? new Volume(directory) : null;
  }

  /** Leaves no byte free. */
  public void fill() throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(directory.resolve("ballast"))) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (Files.size(directory.resolve("ballast")) == 0) {
        throw e;
      }
    }
  }

  /** Gives the room back. */
  public void free() throws IOException {
    Files.deleteIfExists(directory.resolve("ballast"));
  }

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.onExit().join().exitValue() == 0;
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", directory.toString());
  }
}
