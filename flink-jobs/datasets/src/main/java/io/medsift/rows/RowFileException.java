package io.medsift.rows;

import io.medsift.parquet.UnsupportedParquetException;
import java.io.IOException;

/** A file of rows is missing, damaged or of no known format. The message is for people. */
public final class RowFileException extends IOException {
  private static final long serialVersionUID = 1L;

  RowFileException(String message) {
    super(message);
  }

  RowFileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns a sentence on what to do. */
  public String advice() {
    return getCause() instanceof UnsupportedParquetException unsupported
        ? unsupported.advice()
        : "Get the file again, or name others.";
  }
}
