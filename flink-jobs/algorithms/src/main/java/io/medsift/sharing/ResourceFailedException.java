package io.medsift.sharing;

import static java.util.Objects.requireNonNull;

/**
 * A resource with which texts are judged, such as a model, failed. The text is not at fault: judged
 * again, it may pass. Callers that write off what they cannot judge must let this exception
 * through.
 */
public final class ResourceFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the resource, and what it was to do. */
  public ResourceFailedException(String message) {
    super(requireNonNull(message, "message is null"));
  }

  /** The same with what went wrong. */
  public ResourceFailedException(String message, Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
  }
}
