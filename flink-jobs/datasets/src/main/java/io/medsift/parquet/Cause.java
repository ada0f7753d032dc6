package io.medsift.parquet;

/** What is behind a failure of the library, in words. */
final class Cause {
  private Cause() {}

  /** The message of the first failure that is ours, else of the deepest. */
  static String of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof InvalidParquetException)) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
