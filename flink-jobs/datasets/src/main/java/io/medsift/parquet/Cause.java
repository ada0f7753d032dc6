package io.medsift.parquet;

/** What is behind a failure of the library, in words. */
final class Cause {
  private Cause() {}

  /** The message of the first failure that is ours; the library's own speaks of its classes. */
  static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidParquetException) {
        return cause.getMessage();
      }
    }
    return "it is damaged";
  }
}
