package io.medsift.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that something was read from, as others can recognise it.
 *
 * @param name without its directory
 * @param sha256 of its bytes, lower-case hex
 */
public record NamedFile(String name, String sha256) {
  public NamedFile {
    requireNonNull(name, "name is null");
    requireNonNull(sha256, "sha256 is null");
  }

  /** The file at a path. */
  public static NamedFile of(Path file) throws IOException {
    return new NamedFile(file.getFileName().toString(), Sha256.of(file));
  }
}
