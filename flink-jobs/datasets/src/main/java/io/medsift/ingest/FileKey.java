package io.medsift.ingest;

import static java.util.Objects.requireNonNull;

/**
 * A file as an ingest knows it again: by its content, and by what its rows are read as.
 *
 * @param source name of the source
 * @param fingerprint SHA-256 of the content, in hex
 */
public record FileKey(String source, String fingerprint) {
  public FileKey {
    requireNonNull(source, "source is null");
    requireNonNull(fingerprint, "fingerprint is null");
  }

  /** The key as text. */
  @Override
  public String toString() {
    return source + "/" + fingerprint;
  }
}
