package io.medsift.cli.outcome;

import static java.util.Objects.requireNonNull;

/** The work of a command failed. Says what happened, and what the person at the terminal can do. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * A failure without a cause of its own.
   *
   * @param message what happened, without a full stop
   * @param advice a sentence on what to do
   */
  public CommandFailedException(String message, String advice) {
    this(message, advice, null);
  }

  /** A failure that {@code cause} brought about. */
  public CommandFailedException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = requireNonNull(advice, "advice is null");
  }

  /** Returns the advice, a sentence on what to do. */
  public String advice() {
    return advice;
  }
}
