package io.medsift.parquet;

import java.io.IOException;

/** A file is not Parquet, is damaged, or uses what is not supported. The message is for people. */
public class InvalidParquetException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidParquetException(String message) {
    super(message);
  }

  InvalidParquetException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Cause of a failure of the library, in words. */
  static final class Cause {
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
}
