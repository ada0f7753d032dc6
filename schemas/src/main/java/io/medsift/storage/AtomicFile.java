package io.medsift.storage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes files that are never seen half written: the content goes to {@code NAME.partial} beside
 * the file, is forced to disk and then takes the place of the file in one step.
 */
public final class AtomicFile {
  private static final String PARTIAL = ".partial";

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a file, or replaces the one that is there. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, out -> out.write(content));
  }

  /**
   * Writes a file, or replaces the one that is there. If writing fails, the file stays as it was
   * and nothing is left beside it.
   */
  public static void write(Path file, Content content) throws IOException {
    Path partial = partial(file);
    try {
      try (FileOutputStream raw = new FileOutputStream(partial.toFile());
          OutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
        content.writeTo(out);
        out.flush();
        raw.getFD().sync();
      }
      replace(partial, file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(partial);
      throw e;
    }
  }

  /** Returns the path beside {@code file} that its content is written to first. */
  public static Path partial(Path file) {
    return file.resolveSibling(file.getFileName() + PARTIAL);
  }

  /**
   * Moves a finished file or directory to its place in one step. A file that is there is replaced;
   * a directory that is there must be empty.
   */
  public static void replace(Path finished, Path target) throws IOException {
    Files.move(finished, target, ATOMIC_MOVE, REPLACE_EXISTING);
  }
}
