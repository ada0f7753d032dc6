package io.medsift.centroids;

import java.io.IOException;

/**
 * A centroid artifact cannot be used; the message names the file, what was expected, what was found
 * and what to do.
 */
public final class InvalidArtifactException extends IOException {

  private static final long serialVersionUID = 1L;

  public InvalidArtifactException(String message) {
    super(message);
  }

  public InvalidArtifactException(String message, Throwable cause) {
    super(message, cause);
  }
}
