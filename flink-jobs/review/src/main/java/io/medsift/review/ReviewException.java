package io.medsift.review;

import static java.util.Objects.requireNonNull;

/** Verdicts cannot be read back. Says what happened and what to do about it. */
public final class ReviewException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * A failure without a cause of its own.
   *
   * @param message what happened, without a full stop
   * @param advice a sentence on what to do
   */
  public ReviewException(String message, String advice) {
    this(message, advice, null);
  }

  /**
   * A failure that {@code cause} brought about.
   *
   * @param message what happened, without a full stop
   * @param advice a sentence on what to do
   */
  public ReviewException(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = requireNonNull(advice, "advice is null");
  }

  /** Returns a sentence on what to do. */
  public String advice() {
    return advice;
  }
}
