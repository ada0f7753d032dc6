package io.medsift.export.rows;

import static java.util.Objects.requireNonNull;

/** An export cannot be made. Says what is wrong, and what the person who asked can do. */
public class ExportException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * A reason not to export.
   *
   * @param message what is wrong, without a full stop
   * @param advice a sentence on what to do
   */
  public ExportException(String message, String advice) {
    super(message);
    this.advice = requireNonNull(advice, "advice is null");
  }

  /** Returns a sentence on what to do. */
  public String advice() {
    return advice;
  }
}
