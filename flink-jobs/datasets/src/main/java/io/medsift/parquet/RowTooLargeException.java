package io.medsift.parquet;

/** A row takes more memory than allowed; reading can go on after it. */
public final class RowTooLargeException extends Exception {
  private static final long serialVersionUID = 1L;

  RowTooLargeException(String message) {
    super(message);
  }
}
