package io.medsift.labelling;

/** Labelling cannot go on; the message says why, in the endpoint's words where it has said. */
public final class LabellingException extends Exception {
  private static final long serialVersionUID = 1L;

  public LabellingException(String message) {
    super(message);
  }

  public LabellingException(String message, Throwable cause) {
    super(message, cause);
  }
}
