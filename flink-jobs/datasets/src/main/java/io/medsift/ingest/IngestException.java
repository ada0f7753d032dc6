package io.medsift.ingest;

import static java.util.Objects.requireNonNull;

/** An ingest cannot continue. Says what happened, and what to do. */
public final class IngestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /** A failure with a sentence on what to do. */
  public IngestException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = requireNonNull(advice, "advice is null");
  }

  /** Returns a sentence on what to do. */
  public String advice() {
    return advice;
  }
}
